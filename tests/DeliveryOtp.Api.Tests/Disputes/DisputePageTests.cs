using System.Net;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Pages;

namespace DeliveryOtp.Api.Tests.Disputes;

/// <summary>The console's disputes as forms and links, without any script.</summary>
public sealed class DisputePageTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task A_rejection_on_the_code_alone_comes_back_with_the_reason_and_what_was_typed()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant);
        var id = await tenant.Support.OpenedAsync(issued.Id);
        using var console = await ConsoleClient.SignedInAsync(tenant);
        var path = $"/console/disputes/{id}";
        var token = await console.TokenOnAsync(path);

        var refused = await DecideAsync("code_accepted");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync();
        Assert.Contains("A code alone proves nothing: name at least one more ground", page, StringComparison.Ordinal);
        Assert.Contains(Case.Reasons.Replace("'", "&#x27;", StringComparison.Ordinal), page, StringComparison.Ordinal);
        Assert.Matches("id=\"ground-code_accepted\" value=\"code_accepted\" checked", page);
        Assert.Equal("open", (await tenant.Retailer.DisputeAsync(id))["dispute"]!.AsObject().Text("state"));

        var contradicted = await DecideAsync("code_accepted", "recipient_receipt");
        Assert.Contains("The record contradicts", await contradicted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var decided = await DecideAsync("code_accepted", "inside_geofence");
        Assert.Equal((HttpStatusCode.Redirect, $"{path}?after=done#notice"), (decided.StatusCode, decided.Headers.Location!.ToString()));
        Assert.Equal("rejected", (await tenant.Retailer.DisputeAsync(id))["dispute"]!["decision"]!["outcome"]!.GetValue<string>());
        var late = await console.PostAsync($"{path}?handler=Decide", token, Form(Guid.NewGuid(), "refund", "photo"));
        Assert.Equal($"{path}?after=conflict#notice", late.Headers.Location!.ToString());

        Task<HttpResponseMessage> DecideAsync(params string[] grounds) =>
            console.PostAsync($"{path}?handler=Decide", token, Form(Guid.Parse("01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a41"), "rejected", grounds));
    }

    [Fact]
    public async Task Each_screen_is_recorded_once_and_a_form_without_its_token_does_nothing()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        var id = await tenant.Support.OpenedAsync(issued.Id);
        using var console = await ConsoleClient.SignedInAsync(tenant);
        Assert.Contains(issued.OrderId, await TextAsync(console, "/console/disputes"), StringComparison.Ordinal);
        Assert.Equal(1, await service.Database.ScalarAsync<long>(
            $"select count(*) from deliveryotp.access_log where retailer_id = '{tenant.Id}' and resource = 'disputes'"));
        await TextAsync(console, $"/console/disputes/{id}");
        Assert.Equal(["issued", "dispute_opened", "viewed"], await tenant.KindsAsync(issued.Id));
        await TextAsync(console, $"/console/deliveries/{issued.Id}");
        Assert.Equal(["issued", "dispute_opened", "viewed", "viewed"], await tenant.KindsAsync(issued.Id));
        await TextAsync(console, $"/console/deliveries/{issued.Id}/case?form=contest");

        var forged = await console.PostAsync($"/console/disputes/{id}?handler=Decide", token: null, Form(Guid.NewGuid(), "refund"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(["issued", "dispute_opened", "viewed", "viewed"], await tenant.KindsAsync(issued.Id));
    }

    [Fact]
    public async Task Another_retailers_dispute_is_the_same_404_on_every_route()
    {
        var (own, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var issued = await own.IssueAsync();
        var id = await own.Support.OpenedAsync(issued.Id);
        using var console = await ConsoleClient.SignedInAsync(other);
        var token = await console.TokenOnAsync("/console/disputes");
        Assert.Equal(HttpStatusCode.NotFound, (await console.GetAsync($"/console/disputes/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await console.PostAsync($"/console/disputes/{id}?handler=Decide", token, Form(Guid.NewGuid(), "refund"))).StatusCode);
        foreach (var handler in new[] { "Note", "Contest", "Link", "Dispute" })
        {
            var answer = await console.PostAsync(
                $"/console/deliveries/{issued.Id}/case?handler={handler}",
                token,
                ("Form.Key", Guid.NewGuid().ToString()),
                ("Form.Text", "mine?"),
                ("Form.Kind", "not_received"),
                ("Form.OpenedBy", "recipient"),
                ("Form.Statement", "mine?"),
                ("Form.Reason", "long enough to be one"));
            Assert.Equal((handler, HttpStatusCode.NotFound), (handler, answer.StatusCode));
        }

        Assert.Equal(["issued", "dispute_opened"], await own.KindsAsync(issued.Id));
    }

    [Fact]
    public async Task The_forms_beside_a_delivery_do_what_the_endpoints_do_once_for_each_key()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await service.DeliveredAsync(tenant);
        using var console = await ConsoleClient.SignedInAsync(tenant);
        var path = $"/console/deliveries/{issued.Id}/case";
        var token = await console.TokenOnAsync($"{path}?form=note");
        foreach (var _ in Enumerable.Range(0, 2))
            await console.PostAsync($"{path}?handler=Note", token, ("Form.Key", "01930f6e-7c1a-7b3e-9a55-0d6f3c1f2a42"), ("Form.Text", "called twice"));

        var wrong = await console.PostAsync($"{path}?handler=Contest", token, ("Form.Key", Guid.NewGuid().ToString()), ("Form.Kind", "not_received"), ("Form.Reason", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("href=\"#reason\"", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var contested = await console.PostAsync(
            $"{path}?handler=Contest",
            token,
            ("Form.Key", Guid.NewGuid().ToString()),
            ("Form.Kind", "empty_box"),
            ("Form.Statement", "<script>alert(1)</script>\r\n\u202Ebrick"),
            ("Form.Reason", "She called and has no smartphone."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, contested.StatusCode);
        var key = Guid.NewGuid();
        contested = await console.PostAsync(
            $"{path}?handler=Contest",
            token,
            ("Form.Key", key.ToString()),
            ("Form.Kind", "empty_box"),
            ("Form.Statement", "<script>alert(1)</script>\r\na brick"),
            ("Form.Reason", "She called and has no smartphone."));
        Assert.Equal($"/console/deliveries/{issued.Id}?done={key}#notice", contested.Headers.Location!.ToString());
        Assert.Equal(["issued", "attempted", "noted", "contested", "dispute_opened"], await tenant.KindsAsync(issued.Id));

        var id = Assert.Single(await tenant.Retailer.ListAsync($"delivery_id={issued.Id}"));
        var screen = await TextAsync(console, $"/console/disputes/{id}");
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", screen, StringComparison.Ordinal);
        var second = await console.PostAsync(
            $"{path}?handler=Dispute",
            token,
            ("Form.Key", Guid.NewGuid().ToString()),
            ("Form.Kind", "not_received"),
            ("Form.OpenedBy", "recipient"),
            ("Form.Statement", "again"));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains($"/console/disputes/{id}", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(ConsoleClient console, string path)
    {
        var answer = await console.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static (string Name, string Value)[] Form(Guid key, string outcome, params string[] grounds) =>
    [
        ("Decision.Key", key.ToString()),
        ("Decision.Outcome", outcome),
        ("Decision.Reasons", Case.Reasons),
        .. grounds.Select(ground => ("Decision.Grounds", ground)),
    ];
}
