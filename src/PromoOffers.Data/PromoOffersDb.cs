using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data.Access;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Draws;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Domain.Offers;
using PromoOffers.Domain.Participants;
using PromoOffers.Domain.PromoCodes;
using PromoOffers.Domain.Redemptions;

namespace PromoOffers.Data;

/// <summary>
/// The one model, also Identity's and the key ring's. Outside an operation it is for reading; what is saved on it all the same
/// (Identity, Data Protection) takes the same way as every write, through <see cref="IWrites"/>.
/// </summary>
/// <param name="writes">Null inside an operation, and for migrating.</param>
public sealed class PromoOffersDb(DbContextOptions<PromoOffersDb> options, IWrites? writes = null)
    : IdentityDbContext<StaffUser, StaffRole, int>(options), IDataProtectionKeyContext
{
    /// <summary>What the operation adds to totals; written at its end by the implementations of <see cref="IWrites"/>.</summary>
    public Counting Counting { get; } = new();

    public DbSet<Program> Programs => Set<Program>();
    public DbSet<Offer> Offers => Set<Offer>();
    public DbSet<OfferDraft> OfferDrafts => Set<OfferDraft>();
    public DbSet<OfferVersion> OfferVersions => Set<OfferVersion>();
    public DbSet<OfferCounts> OfferCounts => Set<OfferCounts>();
    public DbSet<OfferDay> OfferDays => Set<OfferDay>();
    public DbSet<PromoCode> PromoCodes => Set<PromoCode>();
    public DbSet<CodeFile> CodeFiles => Set<CodeFile>();
    public DbSet<CodeFileReportPart> CodeFileReportParts => Set<CodeFileReportPart>();
    public DbSet<Participant> Participants => Set<Participant>();
    public DbSet<ParticipantWord> ParticipantWords => Set<ParticipantWord>();
    public DbSet<Referral> Referrals => Set<Referral>();
    public DbSet<Visitor> Visitors => Set<Visitor>();
    public DbSet<Drawing> Drawings => Set<Drawing>();
    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<Winner> Winners => Set<Winner>();
    public DbSet<DrawingRecord> DrawingRecords => Set<DrawingRecord>();
    public DbSet<Award> Awards => Set<Award>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<Redemption> Redemptions => Set<Redemption>();
    public DbSet<RedemptionConflict> RedemptionConflicts => Set<RedemptionConflict>();
    public DbSet<UsedCodesList> UsedCodesLists => Set<UsedCodesList>();
    public DbSet<AnsweredRequest> AnsweredRequests => Set<AnsweredRequest>();
    public DbSet<ReportedEvent> ReportedEvents => Set<ReportedEvent>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<Organization> Organization => Set<Organization>();
    public DbSet<Sequence> Sequences => Set<Sequence>();
    public DbSet<CommittedOperation> CommittedOperations => Set<CommittedOperation>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        writes is null ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken) : writes.Save(this, cancellationToken);

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        writes is null ? base.SaveChanges(acceptAllChangesOnSuccess) : writes.Save(this).GetAwaiter().GetResult();

    /// <summary>Writes the changes where the caller has opened the way; for implementations of <see cref="IWrites"/> alone.</summary>
    public Task<int> SaveWithinOperation(CancellationToken cancel) => base.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancel);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => ModelConventions.Apply(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PromoOffersDb).Assembly);
        ModelConventions.Collate(builder, Database.ProviderName);
    }
}
