using System.Diagnostics;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Messages;

/// <summary>A mail server that is away, refuses or hangs costs mails time, and everything else nothing.</summary>
public sealed class MailServerTroubleTests : IAsyncLifetime, IDisposable
{
    private readonly MailedService _fixture = new();
    private Tenant _tenant = null!;
    private HttpClient _courier = null!;

    private Service Service => _fixture.Service;

    public async Task InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _tenant = await Service.NewTenantAsync();
        _courier = await _tenant.CourierAsync();
    }

    [Fact]
    public async Task A_server_that_was_away_gets_each_mail_once_and_in_order_but_no_arrival_that_is_over()
    {
        var address = MailedService.NewAddress();
        _fixture.Mails.Stop();
        var issued = await MailedService.IssueAsync(_tenant, address);
        await (await _courier.ArriveAsync(issued.Id, Service.Clock.GetUtcNow())).JsonAsync();
        await AttemptAsync(issued, issued.WrongCode());
        await AttemptAsync(issued, issued.Code!);
        await Eventually.AsyncTrue(async () => await StatusesAsync(issued) == "waiting,waiting,waiting" && await TriesAsync(issued) == 1);

        // A minute later it is tried again, and put off for two.
        Service.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.AsyncTrue(async () => await TriesAsync(issued) == 2);
        await Task.Delay(1200);
        Assert.Equal(2, await TriesAsync(issued));

        _fixture.Mails.Start();
        Service.Clock.Advance(TimeSpan.FromMinutes(11));
        var mails = await _fixture.WaitForAsync(address, 2);
        await _fixture.QuietAsync();
        Assert.Equal(["A wrong code was entered", "Delivered"], mails.Select(mail => mail.Topic));
        Assert.Equal("failed,sent,sent", await StatusesAsync(issued));

        Service.Clock.Advance(TimeSpan.FromHours(2));
        await Task.Delay(1200);
        Assert.Equal(2, _fixture.Mails.To(address).Count());
    }

    [Fact]
    public async Task What_is_refused_for_good_is_not_sent_again_and_what_is_refused_for_now_is()
    {
        var (never, later) = (MailedService.NewAddress(), MailedService.NewAddress());
        var refusals = 0;
        _fixture.Mails.Objects = line => line switch
        {
            _ when line.Contains($"<{never}>", StringComparison.Ordinal) && Interlocked.Increment(ref refusals) > 0 => $"550 <{never}> is unknown here",
            _ when line.Contains($"<{later}>", StringComparison.Ordinal) => "451 come back later",
            _ => null,
        };
        var (first, second) = (await MailedService.IssueAsync(_tenant, never), await MailedService.IssueAsync(_tenant, later));
        await AttemptAsync(first, first.Code!);
        await AttemptAsync(second, second.Code!);
        await Eventually.AsyncTrue(async () => await StatusesAsync(first) == "failed" && await TriesAsync(second) == 1);
        Assert.Equal("550 <…> is unknown here", await Service.Database.ScalarAsync<string>(
            $"select last_error from deliveryotp.outgoing_mails where delivery_id = '{first.Id}'"));

        var before = refusals;
        _fixture.Mails.Objects = line => line.Contains($"<{never}>", StringComparison.Ordinal) && Interlocked.Increment(ref refusals) > 0 ? "550 no" : null;
        Service.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(await _fixture.WaitForAsync(later, 1));
        await _fixture.QuietAsync();
        Assert.Equal(before, refusals);
        Assert.Empty(_fixture.Mails.To(never));
    }

    [Fact]
    public async Task A_server_that_hangs_delays_neither_attempts_nor_other_readers()
    {
        _fixture.Mails.Hangs = true;
        var deliveries = new List<Issued>();
        for (var i = 0; i < 9; i++)
        {
            deliveries.Add(await MailedService.IssueAsync(_tenant, MailedService.NewAddress()));
            await AttemptAsync(deliveries[i], deliveries[i].WrongCode());
        }

        await Eventually.AsyncTrue(() => Task.FromResult(_fixture.Mails.Conversations >= 8));
        var started = Stopwatch.GetTimestamp();
        foreach (var issued in deliveries)
            await AttemptAsync(issued, issued.Code!);
        Assert.True(Stopwatch.GetElapsedTime(started).TotalSeconds < 5, "the attempts waited for the mail server");
        foreach (var reader in new[] { "signals", "messages" })
        {
            await Eventually.AsyncTrue(async () => await Service.Database.ScalarAsync<bool>(
                $"""
                select not exists (select from deliveryotp.journal_unsequenced) and not exists (
                    select from deliveryotp.journal_readers r where r.name = '{reader}'
                        and r.position < (select position from deliveryotp.journal_readers where name = 'sequencer'))
                """));
        }

        Assert.Equal(8, _fixture.Mails.Conversations);
    }

    public async Task DisposeAsync()
    {
        _fixture.Mails.Dispose();
        await _fixture.DisposeAsync();
    }

    public void Dispose() => _fixture.Dispose();

    private async Task AttemptAsync(Issued issued, string code) =>
        await (await _courier.AttemptAsync(issued.Id, code, Service.Clock.GetUtcNow())).JsonAsync();

    private async Task<string?> StatusesAsync(Issued issued) => await Service.Database.ScalarAsync<string>(
        $"select string_agg(status, ',' order by sequence) from deliveryotp.outgoing_mails where delivery_id = '{issued.Id}'");

    private async Task<long> TriesAsync(Issued issued) => await Service.Database.ScalarAsync<long>(
        $"select coalesce(sum(tries) filter (where last_error is not null), 0) from deliveryotp.outgoing_mails where delivery_id = '{issued.Id}'");
}
