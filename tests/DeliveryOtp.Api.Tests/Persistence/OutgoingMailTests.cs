using DeliveryOtp.Api.Messages;
using DeliveryOtp.Api.Persistence.Rows;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>A mail has one sender at a time, and one that died does not keep it.</summary>
public sealed class OutgoingMailTests(Service service) : IClassFixture<Service>
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private NpgsqlDataSource Database => service.Services.GetRequiredService<NpgsqlDataSource>();

    [Fact]
    public async Task A_leased_mail_is_nobody_elses_until_its_lease_ends_and_a_late_sender_settles_nothing()
    {
        var now = service.Clock.GetUtcNow();
        await AddAsync(await IssueAsync(), now, "accepted");
        var mails = new OutgoingMails(Database);
        var first = Assert.Single(await mails.ClaimAsync(10, now, Lease, default));
        Assert.Empty(await mails.ClaimAsync(10, now + Lease - TimeSpan.FromSeconds(1), Lease, default));
        var second = Assert.Single(await mails.ClaimAsync(10, now + Lease, Lease, default));
        Assert.Equal((1, 2), (first.Tries, second.Tries));

        await mails.SettleAsync(first, new MailResult(MailStatus.Failed, "late"), now, default);
        Assert.Equal("waiting", await StatusAsync(second));
        await mails.SettleAsync(second, new MailResult(MailStatus.Sent), now, default);
        Assert.Equal("sent", await StatusAsync(second));
        Assert.Empty(await mails.ClaimAsync(10, now + Lease * 3, Lease, default));
    }

    [Fact]
    public async Task An_entry_that_is_written_down_twice_is_one_mail()
    {
        var now = service.Clock.GetUtcNow();
        var issued = await IssueAsync();
        var entry = Guid.NewGuid();
        await AddAsync(issued, now, "accepted", entry);
        await AddAsync(issued, now, "accepted", entry);
        Assert.Equal(1, await service.Database.ScalarAsync<long>($"select count(*) from deliveryotp.outgoing_mails where delivery_id = '{issued.Issued.Id}'"));
    }

    private async Task<(Tenant Tenant, Issued Issued)> IssueAsync()
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await tenant.IssueAsync(new { recipient = new { email = "claire@example.org" }, policy = new { recipient_messages = "email" } }));
    }

    private async Task AddAsync((Tenant Tenant, Issued Issued) delivery, DateTimeOffset now, string kind, Guid? entry = null)
    {
        await using var connection = await Database.OpenConnectionAsync();
        await using var add = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                NewMails.AddCommand(
                    [
                        new NewMail(
                            new Mail
                            {
                                RetailerId = new RetailerId(delivery.Tenant.Id),
                                DeliveryId = new DeliveryId(delivery.Issued.Id),
                                EntryId = entry ?? Guid.NewGuid(),
                                Sequence = 2,
                                Kind = kind,
                                HappenedAt = now,
                                ValidUntil = now.AddHours(1),
                                LinkVersion = 1,
                            },
                            Limit: null),
                    ],
                    now),
            },
        };
        await add.ExecuteNonQueryAsync();
    }

    private async Task<string?> StatusAsync(OutgoingMail mail) => await service.Database.ScalarAsync<string>(
        $"select status from deliveryotp.outgoing_mails where entry_id = '{mail.Mail.EntryId}'");
}
