using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests;

public sealed class SmokeTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Accepts_the_right_code()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        var wrong = await (await courier.AttemptAsync(issued.Id, issued.WrongCode())).JsonAsync();
        Assert.Equal("wrong_code", wrong.Text("outcome"));
        var right = await (await courier.AttemptAsync(issued.Id, issued.Code!)).JsonAsync();
        Assert.Equal("accepted", right.Text("outcome"));
    }

    [Fact]
    public async Task Process_starts()
    {
        var database = await (await TestCluster.SharedAsync()).CreateDatabaseAsync();
        using var api = await ApiProcess.StartAsync(database);
        var tenant = await Tenant.CreateAsync(api.BaseUrl, Service.AdminKey);
        Assert.NotNull((await tenant.IssueAsync()).Code);
    }
}
