using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Messages;

/// <summary>A tenant is nobody who may mail the world, nor one mailbox without end.</summary>
public sealed class MailBudgetTests : IAsyncLifetime
{
    private readonly MailedService _fixture = new();

    public Task InitializeAsync()
    {
        _fixture.Service.Settings["DeliveryOtp:Mail:ToAddressADay"] = "3";
        _fixture.Service.Settings["DeliveryOtp:Mail:OfRetailerADay"] = "5";
        return _fixture.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task One_address_gets_three_a_day_a_retailer_sends_five_and_tomorrow_there_is_more()
    {
        var tenant = await _fixture.Service.NewTenantAsync();
        var (one, two, three) = (MailedService.NewAddress(), MailedService.NewAddress(), MailedService.NewAddress());
        for (var i = 0; i < 4; i++)
            await CauseAsync(tenant, i % 2 == 0 ? one : one.ToUpperInvariant());
        Assert.Equal(3, MailsTo(one));
        await CauseAsync(tenant, two);
        await CauseAsync(tenant, two);
        await CauseAsync(tenant, three);
        Assert.Equal((2, 0), (MailsTo(two), MailsTo(three)));
        Assert.Equal(
            "The retailer's mails of today are used up.,The retailer's mails of today to this address are used up.",
            await _fixture.Service.Database.ScalarAsync<string>(
                "select string_agg(distinct last_error, ',' order by last_error) from deliveryotp.outgoing_mails where status = 'dropped'"));

        var other = await _fixture.Service.NewTenantAsync();
        await CauseAsync(other, one);
        Assert.Equal(4, MailsTo(one));

        _fixture.Service.Clock.Advance(TimeSpan.FromDays(1));
        await CauseAsync(tenant, three);
        Assert.Equal(1, MailsTo(three));
    }

    private int MailsTo(string address) => _fixture.Mails.To(address).Concat(_fixture.Mails.To(address.ToUpperInvariant())).Count();

    private async Task CauseAsync(Tenant tenant, string address)
    {
        var issued = await MailedService.IssueAsync(tenant, address);
        using var courier = await tenant.CourierAsync();
        await (await courier.AttemptAsync(issued.Id, issued.WrongCode(), _fixture.Service.Clock.GetUtcNow())).JsonAsync();
        await _fixture.QuietAsync();
    }
}
