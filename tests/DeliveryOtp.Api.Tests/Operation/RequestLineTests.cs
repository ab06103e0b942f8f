using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Operation;

/// <summary>Whoever has a problem's <c>trace_id</c> finds what was logged of it: who asked about which delivery, and what was wrong.</summary>
public sealed class RequestLineTests : IAsyncLifetime
{
    private const string TraceOfCaller = "4bf92f3577b34da6a3ce929d0e0e4736";

    private readonly LineLog _log = new();
    private readonly Service _service;
    private Tenant _tenant = null!;

    public RequestLineTests() => _service = new Service
    {
        ConfigureServices = services =>
        {
            services.AddControllers().AddApplicationPart(typeof(FaultsController).Assembly);
            _log.AddTo(services);
        },
    };

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        _tenant = await _service.NewTenantAsync();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_retailers_line_names_retailer_delivery_and_problem()
    {
        var unknown = Guid.CreateVersion7();
        var problem = await (await _tenant.Retailer.GetAsync($"/v1/deliveries/{unknown}")).ProblemAsync(404, "not_found");

        var line = await LineOfAsync(problem.Text("trace_id"));
        AssertSays(line, "info", "GET", "v1/deliveries/{id:guid}", 404, "not_found");
        AssertIsAbout(line, "retailer", unknown);
        Assert.InRange(line["elapsed_ms"]!.GetValue<double>(), 0, 30_000);
        Assert.Equal("DeliveryOtp.Requests", line.Text("category"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", line.Text("time"));
        Assert.Contains($"404 not_found in", line.Text("message"), StringComparison.Ordinal);
        Assert.Contains($"trace {problem.Text("trace_id")}", line.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recipients_line_names_the_delivery_of_the_link()
    {
        var issued = await _tenant.IssueAsync();
        var problem = await (await _tenant.Recipient(issued).PostAsync("/v1/tracking/contests", new { kind = "not_received" })).ProblemAsync(409, "state_conflict");

        var line = await LineOfAsync(problem.Text("trace_id"));
        AssertSays(line, "info", "POST", "v1/tracking/contests", 409, "state_conflict");
        AssertIsAbout(line, "recipient", issued.Id);
    }

    [Fact]
    public async Task A_couriers_line_names_the_delivery_and_no_courier()
    {
        var issued = await _tenant.IssueAsync();
        using var courier = await _tenant.CourierAsync("crr-unmistakable");
        var problem = await (await courier.PostAsync($"/v1/deliveries/{issued.Id}/attempts", new { code = "123456" }, "k")).ProblemAsync(400, "validation");

        var line = await LineOfAsync(problem.Text("trace_id"));
        AssertSays(line, "info", "POST", "v1/deliveries/{id:guid}/attempts", 400, "validation");
        AssertIsAbout(line, "courier", issued.Id);
        Assert.DoesNotContain("crr-unmistakable", line.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_nobody_has_a_line_without_a_role()
    {
        using var nobody = Tenant.ClientOf(_service.BaseUrl, credential: null);
        var problem = await (await nobody.GetAsync("/v1/deliveries?order_id=404-unmistakable")).ProblemAsync(401, "unauthenticated");

        var line = await LineOfAsync(problem.Text("trace_id"));
        AssertSays(line, "info", "GET", "v1/deliveries", 401, "unauthenticated");
        Assert.False(line.ContainsKey("role") || line.ContainsKey("retailer_id") || line.ContainsKey("delivery_id"));
        Assert.DoesNotContain("unmistakable", line.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_admins_line_names_no_retailer()
    {
        using var admin = Tenant.ClientOf(_service.BaseUrl, Service.AdminKey);
        var line = await LineOfAsync((await (await admin.GetAsync("/v1/attempts")).ProblemAsync(403, "forbidden")).Text("trace_id"));
        Assert.Equal("admin", line.Text("role"));
        Assert.False(line.ContainsKey("retailer_id"));
    }

    [Fact]
    public async Task A_caller_who_traces_finds_its_own_trace()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/nothing");
        request.Headers.Add("traceparent", $"00-{TraceOfCaller}-00f067aa0ba902b7-01");
        var problem = await (await _tenant.Retailer.SendAsync(request)).ProblemAsync(404, "not_found");
        Assert.Equal(TraceOfCaller, problem.Text("trace_id"));
        AssertSays(await LineOfAsync(TraceOfCaller), "info", "GET", "(no route)", 404, "not_found");
    }

    [Fact]
    public async Task A_fault_is_found_with_its_exception_and_its_delivery()
    {
        var id = Guid.CreateVersion7();
        var problem = await (await _tenant.Retailer.GetAsync($"/faults/deliveries/{id}")).ProblemAsync(500, "internal_error");

        var trace = problem.Text("trace_id");
        AssertSays(await LineOfAsync(trace), "warning", "GET", "faults/deliveries/{id:guid}", 500, "internal_error");
        var failure = _log.Read.Single(line => IsOf(line, trace) && line["event"]?.GetValue<string>() == "request_failed");
        Assert.Equal("error", failure.Text("level"));
        Assert.Equal("faults/deliveries/{id:guid}", failure.Text("route"));
        Assert.Contains("FaultsController.BugOf", failure.Text("exception"), StringComparison.Ordinal);
        AssertIsAbout(failure, "retailer", id);
    }

    [Fact]
    public async Task A_page_s_number_finds_its_line_too()
    {
        using var browser = new HttpClient { BaseAddress = _service.BaseUrl };
        var page = await (await browser.GetAsync("/console/nothing")).Content.ReadAsStringAsync();

        var number = page.Split("request ")[1][..32];
        AssertSays(await LineOfAsync(number), "info", "GET", "(no route)", 404, "not_found");
    }

    /// <summary>Attempts share a lane that works for all of them, and that the first of them has made.</summary>
    [Fact]
    public async Task What_is_logged_for_one_request_is_not_found_under_another_s_trace()
    {
        using var courier = await _tenant.CourierAsync();
        courier.DefaultRequestHeaders.Add("traceparent", $"00-{TraceOfCaller}-00f067aa0ba902b7-01");
        await (await courier.AttemptAsync((await _tenant.IssueAsync()).Id, "000000")).JsonAsync();
        courier.DefaultRequestHeaders.Remove("traceparent");

        var broken = await _tenant.IssueAsync();
        await _service.Database.AsServiceAsync($"update deliveryotp.delivery_states set failed_tries = 0, seal = '\\x00' where delivery_id = '{broken.Id}'");
        var problem = await (await courier.AttemptAsync(broken.Id, "000000")).ProblemAsync(503, "unavailable");

        var alarm = _log.Read.Single(line => line["event"]?.GetValue<string>() == "seal_broken");
        Assert.Equal("critical", alarm.Text("level"));
        Assert.Contains(broken.Id.ToString(), alarm.Text("row"), StringComparison.Ordinal);
        Assert.False(IsOf(alarm, TraceOfCaller), alarm.ToJsonString());
        var line = await LineOfAsync(problem.Text("trace_id"));
        AssertSays(line, "warning", "POST", "v1/deliveries/{id:guid}/attempts", 503, "unavailable");
        AssertIsAbout(line, "courier", broken.Id);
    }

    private static void AssertSays(JsonObject line, string level, string method, string route, int status, string problem)
    {
        Assert.Equal((level, method, route, problem), (line.Text("level"), line.Text("method"), line.Text("route"), line.Text("problem")));
        Assert.Equal(status, line["status"]!.GetValue<int>());
    }

    private void AssertIsAbout(JsonObject line, string role, Guid delivery)
    {
        Assert.Equal(role, line.Text("role"));
        Assert.Equal(_tenant.Id.ToString(), line.Text("retailer_id"));
        Assert.Equal(delivery.ToString(), line.Text("delivery_id"));
    }

    private static bool IsOf(JsonObject line, string trace) => line["trace_id"]?.GetValue<string>() == trace;

    /// <summary>The client may have its answer before the line is written.</summary>
    private async Task<JsonObject> LineOfAsync(string trace)
    {
        await Eventually.AsyncTrue(() => Task.FromResult(Lines(trace).Any()));
        return Lines(trace).Single();
    }

    private IEnumerable<JsonObject> Lines(string trace) =>
        _log.Read.Where(line => IsOf(line, trace) && line["event"]?.GetValue<string>() == "request_refused");
}
