using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PromoOffers.Domain;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

internal sealed class RedemptionsConfiguration : IEntityTypeConfiguration<Redemption>
{
    public void Configure(EntityTypeBuilder<Redemption> builder)
    {
        builder.Property(r => r.PublicId).HasMaxLength(PublicId.Length);
        builder.Property(r => r.OrderId).HasMaxLength(100);
        builder.Property(r => r.Currency).HasMaxLength(3);
        builder.HasIndex(r => r.PublicId).IsUnique();
        builder.HasIndex(r => r.CodeId, "UX_Redemptions_Live").IsUnique().HasFilter("\"RolledBackAt\" IS NULL");
        builder.HasIndex(r => new { r.OfferId, r.Id });
        builder.HasIndex(r => r.OrderId);
    }
}
