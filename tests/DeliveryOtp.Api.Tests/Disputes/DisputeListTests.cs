using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Disputes;

/// <summary>The queue. It has a clock of its own, which the tests move.</summary>
public sealed class DisputeListTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Overdue_ones_are_on_top_and_decided_ones_below()
    {
        var tenant = await service.NewTenantAsync();
        List<Guid> opened = [];
        for (var n = 0; n < 6; n++)
        {
            opened.Add(await tenant.Support.OpenedAsync((await tenant.IssueAsync()).Id, n == 1 ? "wrong_item" : "not_received"));
            service.Clock.Advance(TimeSpan.FromDays(3));
        }

        // Opened 18, 15, 12, 9, 6 and 3 days ago.
        await (await tenant.Support.DecideAsync(opened[5], "refund", [])).JsonAsync();
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await tenant.Support.DecideAsync(opened[2], "refund", [])).JsonAsync();
        Guid[] expected = [opened[0], opened[1], opened[3], opened[4], opened[2], opened[5]];
        Assert.Equal(expected, await tenant.Support.ListAsync(string.Empty));
        Assert.Equal(expected[..4], await tenant.Support.ListAsync("state=open"));
        Assert.Equal(expected[4..], await tenant.Support.ListAsync("state=decided"));
        Assert.Equal(expected[..2], await tenant.Support.ListAsync("due=overdue"));
        Assert.Equal([opened[3]], await tenant.Support.ListAsync("due=week"));
        Assert.Equal([opened[1]], await tenant.Support.ListAsync("kind=wrong_item"));
        var problem = await (await tenant.Support.GetAsync("/v1/disputes?due=week&state=decided")).ProblemAsync(400, "validation");
        Assert.Equal("due", Assert.Single(problem["errors"]!.AsObject()).Key);

        foreach (var size in new[] { 1, 2, 4 })
            Assert.Equal(expected, await WalkAsync(tenant.Retailer, size));
        var first = (await (await tenant.Retailer.GetAsync("/v1/disputes?limit=1")).JsonAsync())["data"]![0]!;
        Assert.True((bool)first["overdue"]!);
    }

    private static async Task<List<Guid>> WalkAsync(HttpClient caller, int size)
    {
        List<Guid> seen = [];
        JsonNode? cursor = null;
        do
        {
            var page = await (await caller.GetAsync($"/v1/disputes?limit={size}{(cursor is null ? "" : $"&cursor={cursor}")}")).JsonAsync();
            seen.AddRange(page["data"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>()));
            cursor = page["next_cursor"];
        }
        while (cursor is not null);
        return seen;
    }
}
