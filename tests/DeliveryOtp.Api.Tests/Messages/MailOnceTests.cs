using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Messages;

/// <summary>However many replicas there are, each entry is told once; and without mail configured, never.</summary>
public sealed class MailOnceTests
{
    private const int Deliveries = 12;

    [Fact]
    public async Task Two_replicas_send_each_mail_once()
    {
        using var mails = new MailServer();
        mails.Start();
        var database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        var variables = MailedService.Settings(mails.Port)
            .ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value, StringComparer.Ordinal);
        using var one = await ApiProcess.StartAsync(database, variables: variables);
        using var other = await ApiProcess.StartAsync(database, variables: variables);
        await MailedService.ReadyAsync(database);
        var tenant = await Tenant.CreateAsync(one.BaseUrl, Service.AdminKey);
        HttpClient[] couriers = [await tenant.CourierAsync("crr-071"), await tenant.At(other.BaseUrl).CourierAsync("crr-072")];
        for (var i = 0; i < Deliveries; i++)
        {
            var issued = await MailedService.IssueAsync(tenant, MailedService.NewAddress());
            await (await couriers[i % 2].AttemptAsync(issued.Id, issued.WrongCode())).JsonAsync();
            await (await couriers[(i + 1) % 2].AttemptAsync(issued.Id, issued.Code!)).JsonAsync();
        }

        await Eventually.AsyncTrue(async () => await database.ScalarAsync<long>("select count(*) from deliveryotp.outgoing_mails where status = 'sent'") == Deliveries * 2, seconds: 30);
        await Task.Delay(1500);
        Assert.Equal(Deliveries * 2, mails.Taken.Count);
        Assert.Equal(Deliveries * 2, mails.Taken.DistinctBy(mail => mail.Message.MessageId).Count());
        Assert.All(
            mails.Taken.GroupBy(mail => mail.Recipient, StringComparer.Ordinal),
            mailbox => Assert.Equal(["A wrong code was entered", "Delivered"], mailbox.Select(mail => mail.Topic)));
    }

    [Fact]
    public async Task Without_a_mail_server_nothing_is_read_written_or_shown()
    {
        await using var service = new Service();
        await ((IAsyncLifetime)service).InitializeAsync();
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await MailedService.IssueAsync(tenant, MailedService.NewAddress());
        await (await courier.AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow())).JsonAsync();
        await Eventually.AsyncTrue(async () => await service.Database.ScalarAsync<long>("select count(*) from deliveryotp.journal_readers where name = 'signals'") == 1);
        await Task.Delay(1500);
        Assert.Equal(0, await service.Database.ScalarAsync<long>("select count(*) from deliveryotp.journal_readers where name = 'messages'"));
        Assert.Equal(0, await service.Database.ScalarAsync<long>("select count(*) from deliveryotp.outgoing_mails"));
        using var anybody = new HttpClient { BaseAddress = service.BaseUrl };
        Assert.Equal(404, (int)(await anybody.GetAsync("/dev/mails")).StatusCode);
    }
}
