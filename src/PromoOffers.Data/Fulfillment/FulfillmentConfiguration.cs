using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PromoOffers.Domain;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Fulfillment;

internal sealed class FulfillmentConfiguration : IEntityTypeConfiguration<Award>, IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Award> builder)
    {
        builder.HasIndex(a => new { a.ParticipantId, a.Ordinal }).IsUnique();
        builder.HasIndex(a => new { a.OfferId, a.State, a.Id });
        builder.HasIndex(a => a.WinnerId).IsUnique().HasFilter("\"WinnerId\" IS NOT NULL");
        builder.HasOne<Winner>().WithMany().HasForeignKey(a => a.WinnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Offer>().WithMany().HasForeignKey(a => a.OfferId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(a => a.ParticipantId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.Property(d => d.MessageId).HasMaxLength(PublicId.Length);
        builder.Property(d => d.LeaseOwner).HasMaxLength(64);
        builder.Property(d => d.LastError).HasMaxLength(500);
        builder.Property(d => d.FileName).HasMaxLength(100);
        builder.HasIndex(d => d.NextAttemptAt).HasFilter("\"NextAttemptAt\" IS NOT NULL");
        builder.HasIndex(d => new { d.OfferId, d.Id });
        builder.HasIndex(d => d.ParticipantId);
        builder.HasIndex(d => d.AwardId);
        builder.HasOne<Offer>().WithMany().HasForeignKey(d => d.OfferId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<OfferVersion>().WithMany().HasForeignKey(d => d.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(d => d.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Award>().WithMany().HasForeignKey(d => d.AwardId).OnDelete(DeleteBehavior.Restrict);
    }
}
