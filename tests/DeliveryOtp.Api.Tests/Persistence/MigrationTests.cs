using DeliveryOtp.Api.Persistence;
using DeliveryOtp.Api.Persistence.Migrations;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>
/// A migration of a running service: an index on a large table is made concurrently, or every attempt waits for it. The first migration
/// has no rows to wait for.
/// </summary>
public sealed class MigrationTests
{
    private const string Concurrently = "Npgsql:CreatedConcurrently";

    private static readonly string[] Large =
        ["journal", "journal_order", "attempt_signals", "deliveries", "delivery_states", "access_log", "webhook_messages", "webhook_posts", "outgoing_mails"];

    [Fact]
    public void No_index_on_a_large_table_makes_anybody_wait() => Assert.Empty(typeof(DeliveryOtpDbContext).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Migration)) && type != typeof(Initial))
        .Select(type => (Migration)Activator.CreateInstance(type)!)
        .SelectMany(BlockingIn));

    [Fact]
    public void An_index_that_is_made_as_usual_is_found() =>
        Assert.Equal(["ix_slow on journal"], BlockingIn(new Slow()));

    private static IEnumerable<string> BlockingIn(Migration migration) => migration.UpOperations.OfType<CreateIndexOperation>()
        .Where(index => Large.Contains(index.Table, StringComparer.Ordinal) && index[Concurrently] is not true)
        .Select(index => $"{index.Name} on {index.Table}");

    private sealed class Slow : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex("ix_slow", "journal", "kind", "deliveryotp");
            migrationBuilder.CreateIndex("ix_quick", "journal", "kind", "deliveryotp").Annotation(Concurrently, true);
            migrationBuilder.CreateIndex("ix_small", "retailers", "name", "deliveryotp");
        }
    }
}
