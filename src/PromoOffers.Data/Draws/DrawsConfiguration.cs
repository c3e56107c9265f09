using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PromoOffers.Data.Access;
using PromoOffers.Domain;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Draws;

internal sealed class DrawsConfiguration :
    IEntityTypeConfiguration<Drawing>, IEntityTypeConfiguration<Entry>, IEntityTypeConfiguration<Winner>, IEntityTypeConfiguration<DrawingRecord>
{
    private const int MaxLocatorLength = 32;

    public void Configure(EntityTypeBuilder<Drawing> builder)
    {
        // Whoever changes a drawing has seen what it was: of two at once the second looks again.
        builder.Property(d => d.State).IsConcurrencyToken();
        builder.Property(d => d.Commitment).HasMaxLength(Drawing.HexLength);
        builder.Property(d => d.ProtectedSeed).HasMaxLength(1000);
        builder.Property(d => d.Seed).HasMaxLength(Drawing.HexLength);
        builder.Property(d => d.ListDigest).HasMaxLength(Drawing.HexLength);
        builder.Property(d => d.ListLocator).HasMaxLength(MaxLocatorLength);
        builder.Property(d => d.PublicValue).HasMaxLength(Drawing.MaxPublicValueLength);
        builder.Property(d => d.DrawnBy).HasMaxLength(StaffUser.MaxNameLength);
        builder.Property(d => d.FinalizedBy).HasMaxLength(StaffUser.MaxNameLength);
        builder.Property(d => d.LeaseOwner).HasMaxLength(64);
        builder.HasIndex(d => new { d.OfferId, d.Number }).IsUnique();
        builder.HasIndex(d => d.Commitment).IsUnique();
        builder.HasIndex(d => new { d.State, d.FreezesAt });
        builder.HasOne<Offer>().WithMany().HasForeignKey(d => d.OfferId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.Property(e => e.PublicId).HasMaxLength(PublicId.Length);
        builder.HasIndex(e => new { e.DrawingId, e.ParticipantId }).IsUnique();
        builder.HasIndex(e => new { e.DrawingId, e.PublicId }).IsUnique();
        builder.HasIndex(e => new { e.DrawingId, e.BroughtById });
        builder.HasIndex(e => e.ParticipantId);
        builder.HasOne<Drawing>().WithMany().HasForeignKey(e => e.DrawingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(e => e.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(e => e.BroughtById).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Winner> builder)
    {
        builder.HasIndex(w => new { w.DrawingId, w.Rank }).IsUnique();
        builder.HasIndex(w => w.EntryId).IsUnique();
        builder.HasIndex(w => w.ParticipantId);
        builder.HasOne<Drawing>().WithMany().HasForeignKey(w => w.DrawingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Entry>().WithMany().HasForeignKey(w => w.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(w => w.ParticipantId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DrawingRecord> builder)
    {
        builder.Property(r => r.Note).HasMaxLength(DrawingRecord.MaxNoteLength);
        builder.Property(r => r.By).HasMaxLength(StaffUser.MaxNameLength);
        builder.HasIndex(r => new { r.DrawingId, r.Id });
        builder.HasOne<Drawing>().WithMany().HasForeignKey(r => r.DrawingId).OnDelete(DeleteBehavior.Restrict);
    }
}
