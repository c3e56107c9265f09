using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PromoOffers.Data.Access;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data.Redemptions;

internal sealed class RedemptionsConfiguration :
    IEntityTypeConfiguration<Redemption>, IEntityTypeConfiguration<RedemptionConflict>, IEntityTypeConfiguration<UsedCodesList>,
    IEntityTypeConfiguration<AnsweredRequest>
{
    private const int CurrencyLength = 3;
    private const int HashLength = 32;

    public void Configure(EntityTypeBuilder<Redemption> builder)
    {
        builder.Property(r => r.PublicId).HasMaxLength(PublicId.Length);
        builder.Property(r => r.OrderId).HasMaxLength(Redemption.MaxOrderIdLength);
        builder.Property(r => r.Currency).HasMaxLength(CurrencyLength);
        builder.Property(r => r.RecordedBy).HasMaxLength(ApiKey.MaxNameLength);
        builder.Property(r => r.RolledBackBy).HasMaxLength(ApiKey.MaxNameLength);
        builder.Property(r => r.RollbackReason).HasMaxLength(Redemption.MaxReasonLength);
        builder.HasIndex(r => r.PublicId).IsUnique();
        builder.HasIndex(r => r.CodeId, "UX_Redemptions_Live").IsUnique().HasFilter("\"RolledBackAt\" IS NULL");
        builder.HasIndex(r => new { r.OfferId, r.Id });
        builder.HasIndex(r => new { r.OfferId, r.Id }, "IX_Redemptions_RolledBack").HasFilter("\"RolledBackAt\" IS NOT NULL");
        builder.HasIndex(r => r.OrderId);
    }

    public void Configure(EntityTypeBuilder<RedemptionConflict> builder)
    {
        builder.Property(c => c.PublicId).HasMaxLength(PublicId.Length);
        builder.Property(c => c.OrderId).HasMaxLength(Redemption.MaxOrderIdLength);
        builder.Property(c => c.Currency).HasMaxLength(CurrencyLength);
        builder.Property(c => c.RecordedBy).HasMaxLength(ApiKey.MaxNameLength);
        builder.HasIndex(c => new { c.CodeId, c.OrderId }).IsUnique();
        builder.HasIndex(c => new { c.OfferId, c.Id });
    }

    public void Configure(EntityTypeBuilder<UsedCodesList> builder)
    {
        builder.Property(l => l.PublicId).HasMaxLength(PublicId.Length);
        builder.Property(l => l.File).HasMaxLength(UsedCodesList.MaxFileLength);
        builder.Property(l => l.UploadedBy).HasMaxLength(StaffUser.MaxNameLength);
        builder.Property(l => l.Report).HasConversion<ModelConventions.Json<UsedCodesReport>>();
        builder.HasIndex(l => l.PublicId).IsUnique();
    }

    /// <summary>No foreign key: it would be looked up with each redemption, and a key is never deleted.</summary>
    public void Configure(EntityTypeBuilder<AnsweredRequest> builder)
    {
        builder.Property(a => a.Route).HasMaxLength(50);
        builder.Property(a => a.Key).HasMaxLength(AnsweredRequest.MaxKeyLength);
        builder.Property(a => a.BodyHash).HasMaxLength(HashLength);
        builder.HasIndex(a => new { a.ApiKeyId, a.Route, a.Key }).IsUnique();
        builder.HasIndex(a => a.At);
    }
}
