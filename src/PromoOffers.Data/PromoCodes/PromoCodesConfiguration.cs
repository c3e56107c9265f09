using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PromoOffers.Data.Access;
using PromoOffers.Domain;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.PromoCodes;

namespace PromoOffers.Data.PromoCodes;

internal sealed class PromoCodesConfiguration :
    IEntityTypeConfiguration<PromoCode>, IEntityTypeConfiguration<CodeFile>, IEntityTypeConfiguration<CodeFileReportPart>
{
    /// <summary>
    /// No foreign keys here: each would bring an index over every code, and a file's codes are found by their range of keys.
    /// </summary>
    public void Configure(EntityTypeBuilder<PromoCode> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Code).HasMaxLength(PromoCode.MaxLength);
        builder.Property(c => c.VoidReason).HasMaxLength(500);
        builder.Property(c => c.LockKey).HasMaxLength(PublicId.Length);
        builder.HasIndex(c => c.Code).IsUnique();
        builder.HasIndex(c => c.LockKey).HasFilter("\"LockKey\" IS NOT NULL");
        builder.HasIndex(c => c.Id, "IX_PromoCodes_Free").HasFilter("\"AwardId\" IS NULL");
        builder.HasIndex(c => c.AwardId, "UX_PromoCodes_AwardId").IsUnique().HasFilter("\"AwardId\" IS NOT NULL AND \"VoidedAt\" IS NULL");
    }

    public void Configure(EntityTypeBuilder<CodeFile> builder)
    {
        builder.Property(f => f.PublicId).HasMaxLength(PublicId.Length);
        builder.Property(f => f.Name).HasMaxLength(CodeFile.MaxNameLength);
        builder.Property(f => f.UploadedBy).HasMaxLength(StaffUser.MaxNameLength);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.Report).HasConversion<ModelConventions.Json<CodeFileReport>>();
        builder.Property(f => f.LeaseOwner).HasMaxLength(64);
        builder.HasIndex(f => f.PublicId).IsUnique();
        builder.HasIndex(f => new { f.OfferId, f.State, f.PublishedAt, f.Id });
        builder.HasIndex(f => f.Sha256);
        builder.HasOne<Offer>().WithMany().HasForeignKey(f => f.OfferId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CodeFileReportPart> builder)
    {
        builder.HasKey(p => new { p.FileId, p.Number });
        builder.HasOne<CodeFile>().WithMany().HasForeignKey(p => p.FileId).OnDelete(DeleteBehavior.Cascade);
    }
}
