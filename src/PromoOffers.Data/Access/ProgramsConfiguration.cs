using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

/// <summary>What speaks to other programs.</summary>
internal sealed class ProgramsConfiguration :
    IEntityTypeConfiguration<ApiKey>, IEntityTypeConfiguration<WebhookEndpoint>, IEntityTypeConfiguration<WebhookDelivery>
{
    private const int HashLength = 32;
    private const int LongestProtected = 1000;

    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.Property(k => k.Name).HasMaxLength(ApiKey.MaxNameLength);
        builder.Property(k => k.Prefix).HasMaxLength(ApiSecret.PrefixLength);
        builder.Property(k => k.SecretHash).HasMaxLength(HashLength);
        builder.Property(k => k.ScopeNames).HasMaxLength(200);
        builder.Property(k => k.CreatedBy).HasMaxLength(StaffUser.MaxNameLength);
        builder.Ignore(k => k.Scopes);
        builder.HasIndex(k => k.Prefix).IsUnique();
    }

    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.Property(e => e.PublicId).HasMaxLength(PublicId.Length);
        builder.Property(e => e.Url).HasMaxLength(WebhookEndpoint.MaxUrlLength);
        builder.Property(e => e.Description).HasMaxLength(WebhookEndpoint.MaxDescriptionLength);
        builder.Property(e => e.EventNames).HasMaxLength(300);
        builder.Property(e => e.ProtectedSecret).HasMaxLength(LongestProtected);
        builder.Property(e => e.ProtectedFormerSecret).HasMaxLength(LongestProtected);
        builder.Property(e => e.CreatedBy).HasMaxLength(StaffUser.MaxNameLength);
        builder.Ignore(e => e.Events);
        builder.HasIndex(e => e.PublicId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.Property(d => d.PublicId).HasMaxLength(PublicId.Length);
        builder.Property(d => d.Event).HasMaxLength(50);
        builder.Property(d => d.LastError).HasMaxLength(WebhookDelivery.MaxErrorLength);
        builder.Property(d => d.LeaseOwner).HasMaxLength(64);
        builder.HasIndex(d => d.PublicId).IsUnique();
        builder.HasIndex(d => d.NextAttemptAt).HasFilter("\"NextAttemptAt\" IS NOT NULL");
        builder.HasIndex(d => new { d.EndpointId, d.Id });
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => d.EndpointId).OnDelete(DeleteBehavior.Cascade);
    }
}
