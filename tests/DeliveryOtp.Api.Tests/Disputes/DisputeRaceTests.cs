using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Disputes;

/// <summary>Many at once are as one after another.</summary>
public sealed class DisputeRaceTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Of_fifty_decisions_at_once_one_is_taken()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant);
        var id = await tenant.Support.OpenedAsync(issued.Id);
        string[] outcomes = ["refund", "replacement"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => tenant.Support.DecideAsync(id, outcomes[n % 2], [], key: $"decision-{n}")));

        var taken = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        foreach (var refused in answers.Where(answer => answer != taken))
            await refused.ProblemAsync(409, "state_conflict");
        var decided = Assert.Single(await tenant.TimelineAsync(issued.Id), entry => entry.Text("kind") == "dispute_decided");
        Assert.Equal(
            (await tenant.Retailer.DisputeAsync(id))["dispute"]!["decision"]!["outcome"]!.GetValue<string>(),
            decided["detail"]!["outcome"]!.GetValue<string>());
    }

    [Fact]
    public async Task Of_twenty_openings_at_once_one_opens_and_the_others_name_it()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => tenant.Support.OpenAsync(issued.Id, key: $"opening-{n}")));

        var id = (await Assert.Single(answers, answer => answer.IsSuccessStatusCode).JsonAsync())["dispute"]!["id"]!.GetValue<Guid>();
        foreach (var refused in answers.Where(answer => !answer.IsSuccessStatusCode))
            Assert.Equal(id, (await refused.ProblemAsync(409, "state_conflict"))["dispute_id"]!.GetValue<Guid>());
        Assert.Equal([id], await tenant.Retailer.ListAsync($"delivery_id={issued.Id}"));
        Assert.Equal(["issued", "dispute_opened"], await tenant.KindsAsync(issued.Id));
    }

    [Fact]
    public async Task Contests_and_openings_at_once_leave_one_dispute()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant);
        using var recipient = tenant.Recipient(issued);
        await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(n => new[]
        {
            tenant.Support.OpenAsync(issued.Id, key: $"opening-{n}"),
            recipient.PostAsync("/v1/tracking/contests", new { kind = "not_received" }, $"contest-{n}"),
        }));
        Assert.Single(await tenant.Retailer.ListAsync($"delivery_id={issued.Id}"));
        var kinds = await tenant.KindsAsync(issued.Id);
        Assert.Equal((1, 1), (kinds.Count(kind => kind == "dispute_opened"), kinds.Count(kind => kind == "contested")));
    }
}
