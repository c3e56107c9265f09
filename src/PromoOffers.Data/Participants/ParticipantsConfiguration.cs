using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PromoOffers.Domain;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Participants;

internal sealed class ParticipantsConfiguration :
    IEntityTypeConfiguration<Participant>, IEntityTypeConfiguration<ParticipantWord>, IEntityTypeConfiguration<Referral>, IEntityTypeConfiguration<Visitor>,
    IEntityTypeConfiguration<ReportedEvent>
{
    private const int HashLength = 32;

    public void Configure(EntityTypeBuilder<Participant> builder)
    {
        builder.Property(p => p.EntryId).HasMaxLength(PublicId.Length);
        builder.Property(p => p.ShareToken).HasMaxLength(PublicId.Length);
        builder.Property(p => p.PrivateToken).HasMaxLength(PublicId.Length);
        builder.Property(p => p.Email).HasMaxLength(Participant.MaxEmailLength);
        builder.Property(p => p.EmailHash).HasMaxLength(HashLength);
        builder.Property(p => p.FirstName).HasMaxLength(Participant.MaxNameLength);
        builder.Property(p => p.LastName).HasMaxLength(Participant.MaxNameLength);
        builder.Property(p => p.SortName).HasMaxLength(Participant.MaxEmailLength);
        builder.Property(p => p.Language).HasMaxLength(2);
        builder.HasIndex(p => p.EntryId).IsUnique();
        builder.HasIndex(p => p.ShareToken).IsUnique();
        builder.HasIndex(p => p.PrivateToken).IsUnique();
        builder.HasIndex(p => new { p.OfferId, p.EmailHash }).IsUnique();
        builder.HasIndex(p => new { p.OfferId, p.JoinedAt, p.Id });
        builder.HasIndex(p => new { p.OfferId, p.SortName, p.Id });
        builder.HasIndex(p => new { p.OfferId, p.Progress, p.Id });
        builder.HasIndex(p => new { p.OfferId, p.CodesSent, p.Id });
        builder.HasIndex(p => new { p.OfferId, p.Prize, p.JoinedAt, p.Id });
        builder.HasIndex(p => p.ReferredById);
        builder.HasIndex(p => p.ErasedAt).HasFilter("\"ErasedAt\" IS NOT NULL");
        builder.HasOne<Offer>().WithMany().HasForeignKey(p => p.OfferId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(p => p.ReferredById).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ParticipantWord> builder)
    {
        builder.HasKey(w => new { w.OfferId, w.Word, w.ParticipantId });
        builder.Property(w => w.Word).HasMaxLength(ParticipantWord.MaxLength);
        builder.HasIndex(w => w.ParticipantId);
        builder.HasOne(w => w.Participant).WithMany().HasForeignKey(w => w.ParticipantId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Referral> builder)
    {
        builder.Property(r => r.FriendKey).HasMaxLength(HashLength);
        builder.HasIndex(r => new { r.ReferrerId, r.Kind, r.FriendKey }).IsUnique();
        builder.HasIndex(r => r.FriendId);
        builder.HasOne<Participant>().WithMany().HasForeignKey(r => r.ReferrerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(r => r.FriendId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Visitor> builder)
    {
        builder.HasKey(v => new { v.OfferId, v.Key });
        builder.Property(v => v.Key).HasMaxLength(HashLength);
        builder.HasOne<Offer>().WithMany().HasForeignKey(v => v.OfferId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ReportedEvent> builder)
    {
        builder.HasKey(e => new { e.OfferId, e.SourceId });
        builder.Property(e => e.SourceId).HasMaxLength(ReportedEvent.MaxSourceIdLength);
        builder.Property(e => e.Name).HasMaxLength(ReferralTerms.MaxEventLength);
        builder.HasOne<Offer>().WithMany().HasForeignKey(e => e.OfferId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Participant>().WithMany().HasForeignKey(e => e.ParticipantId).OnDelete(DeleteBehavior.Restrict);
    }
}
