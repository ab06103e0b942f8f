using DeliveryOtp.Api.Persistence.Journal;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Api.Persistence;

/// <summary>
/// The tables, for queries and for migrations. Deliveries and their journal are written by
/// <see cref="Transactions.DeliveryTransaction"/> alone.
/// </summary>
public sealed class DeliveryOtpDbContext(DbContextOptions<DeliveryOtpDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    public const string Schema = "deliveryotp";

    public DbSet<RetailerRow> Retailers => Set<RetailerRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<JournalRow> Journal => Set<JournalRow>();

    public DbSet<JournalOrderRow> JournalOrder => Set<JournalOrderRow>();

    public DbSet<UnsequencedRow> Unsequenced => Set<UnsequencedRow>();

    public DbSet<AttemptSignalRow> AttemptSignals => Set<AttemptSignalRow>();

    public DbSet<WrongTriesRow> WrongTries => Set<WrongTriesRow>();

    public DbSet<CredentialEventRow> CredentialEvents => Set<CredentialEventRow>();

    public DbSet<MailCountRow> MailCounts => Set<MailCountRow>();

    public DbSet<PersonRow> People => Set<PersonRow>();

    public DbSet<RefusedVisitsRow> RefusedVisits => Set<RefusedVisitsRow>();

    public DbSet<PolicyChangeRow> PolicyChanges => Set<PolicyChangeRow>();

    public DbSet<HandOverRow> HandOvers => Set<HandOverRow>();

    public DbSet<JournalReaderRow> JournalReaders => Set<JournalReaderRow>();

    public DbSet<JournalSetAsideRow> JournalSetAside => Set<JournalSetAsideRow>();

    public DbSet<WebhookEndpointRow> WebhookEndpoints => Set<WebhookEndpointRow>();

    public DbSet<WebhookMessageRow> WebhookMessages => Set<WebhookMessageRow>();

    public DbSet<WebhookPostRow> WebhookPosts => Set<WebhookPostRow>();

    public DbSet<WebhookLaneRow> WebhookLanes => Set<WebhookLaneRow>();

    public DbSet<OutgoingMailRow> OutgoingMails => Set<OutgoingMailRow>();

    public DbSet<DisputeRow> Disputes => Set<DisputeRow>();

    public DbSet<AccessLogRow> AccessLog => Set<AccessLogRow>();

    /// <summary>The keys of cookies and forms, each encrypted under a key that is not in the database.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The attempts among a retailer's journal entries: what the audit trail and its indexes are about.</summary>
    internal IQueryable<JournalRow> AttemptsOf(RetailerId retailer) =>
        Journal.Where(row => row.RetailerId == retailer.Value && row.Kind == KindName.Attempted);

    /// <summary>The arrivals among them.</summary>
    internal IQueryable<JournalRow> ArrivalsOf(RetailerId retailer) =>
        Journal.Where(row => row.RetailerId == retailer.Value && row.Kind == KindName.Arrived);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(DeliveryOtpDbContext).Assembly);
    }
}
