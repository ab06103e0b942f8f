using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace DeliveryOtp.Benchmarks.Identity;

public sealed class PeerContext(DbContextOptions<PeerContext> options) : IdentityUserContext<IdentityUser>(options)
{
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>The tables, and accounts a0, a1, …; Identity makes a code out of the stamp, so that any stamp will do.</summary>
    public async Task CreateAsync(int accounts)
    {
        if (!await Database.EnsureCreatedAsync())
            throw new InvalidOperationException("There are tables in this database already: a peer starts in one of its own.");

        await Database.ExecuteSqlAsync(
            $"""
             insert into "AspNetUsers" (
                 "Id", "UserName", "NormalizedUserName", "Email", "NormalizedEmail", "SecurityStamp", "ConcurrencyStamp",
                 "EmailConfirmed", "PhoneNumberConfirmed", "TwoFactorEnabled", "LockoutEnabled", "AccessFailedCount")
             select gen_random_uuid()::text, 'a' || n, 'A' || n, 'a' || n || '@example.com', 'A' || n || '@EXAMPLE.COM',
                 upper(replace(gen_random_uuid()::text, '-', '')), gen_random_uuid()::text, true, false, true, true, 0
             from generate_series(0, {accounts} - 1) n
             """);
        await Database.ExecuteSqlAsync($"vacuum analyze");
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<AuditRow>().Property(row => row.Device).HasColumnType("jsonb");
    }
}

public sealed class AuditRow
{
    public long Id { get; init; }
    public required string UserId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Outcome { get; init; }
    public required IPAddress? Address { get; init; }
    public required string Device { get; init; }
}
