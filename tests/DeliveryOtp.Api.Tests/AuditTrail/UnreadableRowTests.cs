using DeliveryOtp.Api.Tests.Fixture;
using Npgsql;

namespace DeliveryOtp.Api.Tests.AuditTrail;

/// <summary>One row that somebody edited is missing from lists, and an alarm; the others are there.</summary>
public sealed class UnreadableRowTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task A_delivery_that_cant_be_read_breaks_no_list()
    {
        var tenant = await service.NewTenantAsync();
        var (first, bad, last) = (await tenant.IssueAsync(), await tenant.IssueAsync(), await tenant.IssueAsync());
        await ExecuteAsOwnerAsync(
            $$"""update deliveryotp.deliveries set policy = jsonb_set(policy::jsonb, '{device_binding}', '3') where id = '{{bad.Id}}'""");

        var listed = (await (await tenant.Retailer.GetAsync("/v1/deliveries?limit=2")).JsonAsync());
        Assert.Equal([last.Id.ToString()], listed.Items().Select(item => item.Text("id")));
        var next = await (await tenant.Retailer.GetAsync($"/v1/deliveries?limit=2&cursor={listed.Text("next_cursor")}")).JsonAsync();
        Assert.Equal([first.Id.ToString()], next.Items().Select(item => item.Text("id")));
        Assert.Contains(service.Log, line => line.StartsWith("Critical", StringComparison.Ordinal) && line.Contains(bad.Id.ToString(), StringComparison.Ordinal));
        await (await tenant.Retailer.GetAsync($"/v1/deliveries/{bad.Id}")).ProblemAsync(503, "unavailable");
    }

    [Fact]
    public async Task An_attempt_that_cant_be_read_breaks_neither_list_nor_export()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        var ids = new List<string>();
        for (var offset = 1; offset <= 2; offset++)
            ids.Add((await (await courier.AttemptAsync(issued.Id, issued.WrongCode(offset))).JsonAsync()).Text("id"));
        await ExecuteAsOwnerAsync(
            $$"""update deliveryotp.journal set detail = jsonb_set(detail, '{outcome}', '"perhaps"') where id = '{{ids[0]}}'""");

        Assert.Equal([ids[1]], (await tenant.Retailer.FindAsync("")).Items().Select(item => item.Text("id")));
        var lines = await (await tenant.Retailer.StreamAsync("application/x-ndjson", "")).Content.ReadAsStringAsync();
        Assert.Contains(ids[1], lines, StringComparison.Ordinal);
        Assert.DoesNotContain(ids[0], lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_arrival_that_cant_be_read_breaks_neither_list_nor_export()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
            ids.Add((await (await courier.ArriveAsync(issued.Id)).JsonAsync()).Text("id"));
        await ExecuteAsOwnerAsync(
            $$"""update deliveryotp.journal set detail = jsonb_set(detail, '{outcome}', '"perhaps"') where id = '{{ids[0]}}'""");

        Assert.Equal([ids[1]], (await tenant.Retailer.FindAsync("", "arrivals")).Items().Select(item => item.Text("id")));
        var lines = await (await tenant.Retailer.StreamAsync("application/x-ndjson", "", "arrivals")).Content.ReadAsStringAsync();
        Assert.Contains(ids[1], lines, StringComparison.Ordinal);
        Assert.DoesNotContain(ids[0], lines, StringComparison.Ordinal);
        await (await tenant.Retailer.GetAsync($"/v1/arrivals/{ids[0]}")).ProblemAsync(500, "internal_error");
    }

    /// <summary>The service's own role could not do it to the journal.</summary>
    private async Task ExecuteAsOwnerAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(service.Database.Owner + ";Pooling=false");
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
