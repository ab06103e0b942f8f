using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Recipients;

/// <summary>A client that knows more than the journal: a backup was restored since.</summary>
public sealed class LiveRestoredTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData(4)]
    [InlineData(1_000)]
    [InlineData(int.MaxValue)]
    public async Task R18_an_id_that_the_journal_has_not_reached_begins_the_stream_anew_and_then_comes_what_is_new(int after)
    {
        var (tenant, issued, courier) = await StartAsync();
        for (var i = 1; i <= 2; i++)
            await courier.AttemptAsync(issued.Id, issued.WrongCode(i), Now);
        using var stream = await LiveReading.OpenAsync(tenant.Recipient(issued), after);
        await stream.WaitForAsync(3);
        await courier.AttemptAsync(issued.Id, issued.Code!, Now);
        await stream.WaitForAsync(4);
        Assert.Equal([1, 2, 3, 4], stream.Ids);
    }

    [Fact]
    public async Task The_last_id_there_is_shows_nothing_again_even_where_the_recipient_does_not_see_that_entry()
    {
        var (tenant, issued, courier) = await StartAsync();
        await tenant.Support.GetAsync($"/v1/deliveries/{issued.Id}");
        using var stream = await LiveReading.OpenAsync(tenant.Recipient(issued), after: 2);
        await courier.AttemptAsync(issued.Id, issued.Code!, Now);
        await stream.WaitForAsync(3);
        Assert.Equal([3], stream.Ids);
    }

    /// <summary>What is recorded while a stream begins anew is on it, once, whether the past has it or the news.</summary>
    [Fact]
    public async Task Nothing_that_is_recorded_meanwhile_is_lost_or_doubled()
    {
        var (tenant, issued, courier) = await StartAsync();
        using var recipient = tenant.Recipient(issued);
        var last = 1;
        for (var round = 0; round < 40; round++)
        {
            var opening = LiveReading.OpenAsync(recipient, after: 1_000_000);
            for (var isOpen = false; !isOpen; last++)
            {
                isOpen = opening.IsCompleted;
                await courier.AttemptAsync(issued.Id, "no code", Now);
            }

            using var stream = await opening;
            await stream.WaitForAsync(last);
            Assert.Equal(Enumerable.Range(1, last), stream.Ids);
        }
    }

    private DateTimeOffset Now => service.Clock.GetUtcNow();

    private async Task<(Tenant Tenant, Issued Issued, HttpClient Courier)> StartAsync()
    {
        var tenant = await service.NewTenantAsync();
        return (tenant, await tenant.IssueAsync(), await tenant.CourierAsync());
    }
}
