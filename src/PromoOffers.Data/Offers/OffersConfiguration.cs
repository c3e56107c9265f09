using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PromoOffers.Data.Access;
using PromoOffers.Domain;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Offers;

internal sealed class OffersConfiguration :
    IEntityTypeConfiguration<Program>, IEntityTypeConfiguration<Offer>, IEntityTypeConfiguration<OfferDraft>,
    IEntityTypeConfiguration<OfferVersion>, IEntityTypeConfiguration<OfferCounts>, IEntityTypeConfiguration<OfferDay>
{
    public void Configure(EntityTypeBuilder<Program> builder)
    {
        builder.Property(p => p.PublicId).HasMaxLength(PublicId.Length);
        builder.Property(p => p.Name).HasMaxLength(Program.MaxNameLength);
        builder.HasIndex(p => p.PublicId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Offer> builder)
    {
        builder.Property(o => o.PublicId).HasMaxLength(PublicId.Length);
        builder.Property(o => o.Name).HasMaxLength(Offer.MaxNameLength);
        builder.Property(o => o.Slug).HasMaxLength(Offer.MaxSlugLength);
        builder.HasIndex(o => o.PublicId).IsUnique();
        builder.HasIndex(o => o.Slug).IsUnique();
        builder.HasOne<Program>().WithMany().HasForeignKey(o => o.ProgramId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(o => o.Draft).WithOne().HasForeignKey<OfferDraft>(d => d.OfferId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(o => o.Approved).WithMany().HasForeignKey(o => o.ApprovedId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<OfferDraft> builder)
    {
        builder.HasKey(d => d.OfferId);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.Property(d => d.SavedBy).HasMaxLength(StaffUser.MaxNameLength);
    }

    public void Configure(EntityTypeBuilder<OfferVersion> builder)
    {
        builder.HasOne(v => v.Offer).WithMany().HasForeignKey(v => v.OfferId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(v => new { v.OfferId, v.Number }).IsUnique();
        builder.Property(v => v.ApprovedBy).HasMaxLength(StaffUser.MaxNameLength);
    }

    public void Configure(EntityTypeBuilder<OfferCounts> builder)
    {
        builder.HasKey(c => c.OfferId);
        builder.HasOne<Offer>().WithOne().HasForeignKey<OfferCounts>(c => c.OfferId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OfferDay> builder)
    {
        builder.HasKey(d => new { d.OfferId, d.Day });
        builder.HasOne<Offer>().WithMany().HasForeignKey(d => d.OfferId).OnDelete(DeleteBehavior.Cascade);
    }
}
