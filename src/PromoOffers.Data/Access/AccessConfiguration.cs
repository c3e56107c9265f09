using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PromoOffers.Domain.Access;

namespace PromoOffers.Data.Access;

internal sealed class AccessConfiguration :
    IEntityTypeConfiguration<StaffUser>, IEntityTypeConfiguration<StaffRole>, IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<Organization>
{
    public void Configure(EntityTypeBuilder<StaffUser> builder)
    {
        builder.Property(u => u.DisplayName).HasMaxLength(StaffUser.MaxNameLength);
        builder.Property(u => u.Language).HasMaxLength(2);
        builder.Property(u => u.PhoneNumber).HasMaxLength(50);
    }

    public void Configure(EntityTypeBuilder<StaffRole> builder)
    {
        builder.Property(r => r.Description).HasMaxLength(500);
        builder.Property(r => r.PermissionNames).HasMaxLength(1000);
        builder.Ignore(r => r.Permissions);
        var id = 0;
        builder.HasData(BuiltInRoles.All.Select(role => new
        {
            Id = ++id,
            Name = role.Key,
            NormalizedName = role.Key.ToUpperInvariant(),
            ConcurrencyStamp = $"built-in-{id}",
            Description = "",
            BuiltIn = true,
            PermissionNames = string.Join(',', role.Value.Order()),
        }));
    }

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.Property(e => e.Action).HasMaxLength(50);
        builder.Property(e => e.ActorName).HasMaxLength(StaffUser.MaxNameLength);
        builder.HasIndex(e => new { e.OfferId, e.Id });
        builder.HasIndex(e => e.ParticipantId).HasFilter("\"ParticipantId\" IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<Organization> builder)
    {
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Name).HasMaxLength(100);
        builder.Property(o => o.PostalAddress).HasMaxLength(300);
        builder.Property(o => o.FromName).HasMaxLength(100);
        builder.Property(o => o.FromAddress).HasMaxLength(254);
        builder.Property(o => o.ReplyTo).HasMaxLength(254);
        builder.Property(o => o.LogoType).HasMaxLength(50);
        builder.Property(o => o.Accent).HasMaxLength(7);
        builder.Property(o => o.ParticipantKey).HasMaxLength(512);
        builder.Property(o => o.ExampleShopKey).HasMaxLength(512);
        builder.Property(o => o.DefaultLanguage).HasMaxLength(2);
        builder.Property(o => o.TimeZone).HasMaxLength(64);
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.HasData(new
        {
            Id = Domain.Access.Organization.TheId,
            Name = "PromoOffers",
            PostalAddress = "",
            FromName = "PromoOffers",
            FromAddress = "",
            ReplyTo = "",
            Accent = "#86296b",
            DefaultLanguage = "en",
            TimeZone = "Etc/UTC",
            IsSetUp = false,
            Version = 0
        });
    }
}
