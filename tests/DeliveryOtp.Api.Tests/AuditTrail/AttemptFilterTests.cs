using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.AuditTrail;

public sealed class AttemptFilterTests(Service service) : IClassFixture<Service>
{
    [Fact]
    public async Task Each_filter_finds_what_it_names_and_nothing_else()
    {
        var tenant = await service.NewTenantAsync();
        var (first, second) = (await tenant.IssueAsync(), await tenant.IssueAsync());
        var (anna, bert) = (await tenant.CourierAsync("anna"), await tenant.CourierAsync("bert"));
        var start = service.Clock.GetUtcNow();
        var wrong = await AttemptAsync(anna, first, first.WrongCode());
        var accepted = await AttemptAsync(anna, first, first.Code!);
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        var middle = service.Clock.GetUtcNow();
        var malformed = await AttemptAsync(bert, second, "12", body => body["device"]!["id"] = "other");
        var away = await AttemptAsync(bert, second, second.Code!, body => body["location"]!["latitude"] = 48.9);
        var mock = await AttemptAsync(bert, second, second.WrongCode(), body => body["location"]!["is_mock"] = true);
        service.Clock.Advance(TimeSpan.FromMinutes(5));
        var nowhere = await AttemptAsync(bert, second, second.WrongCode(2), body => body["location"] = null);
        await OfAnotherTenantAsync();

        await FindsAsync(tenant, "", nowhere, mock, away, malformed, accepted, wrong);
        await FindsAsync(tenant, $"order_id={first.OrderId}", accepted, wrong);
        await FindsAsync(tenant, $"delivery_id={second.Id}", nowhere, mock, away, malformed);
        await FindsAsync(tenant, "courier_id=anna", accepted, wrong);
        await FindsAsync(tenant, "device_id=other", malformed);
        await FindsAsync(tenant, "outcome=accepted", accepted);
        await FindsAsync(tenant, "outcome=accepted&outcome=malformed_code&outcome=accepted", malformed, accepted);
        await FindsAsync(tenant, "outcome=wrong_code", nowhere, mock, wrong);
        await FindsAsync(tenant, "outcome=wrong_code&courier_id=bert&signal=mock_location", mock);
        await FindsAsync(tenant, "signal=location_unverified", nowhere, mock);
        await FindsAsync(tenant, "signal=outside_geofence", away);
        await FindsAsync(tenant, $"from={Time(middle)}", nowhere, mock, away, malformed);
        await FindsAsync(tenant, $"to={Time(middle)}", accepted, wrong);
        await FindsAsync(tenant, $"from={Time(start)}&to={Time(middle)}", accepted, wrong);
        await FindsAsync(tenant, $"from={Time(middle)}&to={Time(middle.AddMilliseconds(1))}", mock, away, malformed);
        await FindsAsync(tenant, $"to={Time(middle.AddMilliseconds(1))}", mock, away, malformed, accepted, wrong);
        await FindsAsync(tenant, $"from={Time(middle.AddMilliseconds(1))}", nowhere);
        await FindsAsync(tenant, "from=1900-01-01T00:00:00Z&to=1969-01-01T00:00:00Z");
        await FindsAsync(tenant, "near=48.9,2.35&radius_m=1000", away);
        await FindsAsync(tenant, "near=48.85661,2.35222&radius_m=100", mock, malformed, accepted, wrong);
        await FindsAsync(tenant, "near=48.85661,2.35222&radius_m=50000", mock, away, malformed, accepted, wrong);
        await FindsAsync(tenant, "courier_id=nobody");
    }

    [Theory]
    [InlineData(0, 179.9999)]
    [InlineData(0, -179.9999)]
    [InlineData(0, 180)]
    [InlineData(0, -180)]
    [InlineData(89.9999, 10)]
    [InlineData(-90, 0)]
    [InlineData(64.5, -179.9995)]
    public async Task Near_holds_across_the_antimeridian_and_at_the_poles(double latitude, double longitude)
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();

        // About 5 m apart, on the other side of the line or the pole; and 300 m away on this side, to be left out.
        var otherSide = Math.Abs(latitude) > 89 ? -170.0 : -Math.Sign(longitude) * 179.99999;
        var (near, far) = ((latitude, otherSide), (latitude - (Math.Sign(latitude + 0.5) * 0.003), longitude));
        var found = await AttemptAsync(courier, issued, "x", At(near));
        await AttemptAsync(courier, issued, "x", At(far));
        await AttemptAsync(courier, issued, "x");

        await FindsAsync(tenant, FormattableString.Invariant($"near={latitude},{longitude}&radius_m=100"), found);
    }

    [Fact]
    public async Task Near_is_a_circle_and_not_its_box()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        // 0.0008° of latitude are 89 m; both ways at the equator that is 126 m: inside the box of 100 m, outside the circle.
        await AttemptAsync(courier, issued, "x", At((0.0008, 10.0008)));
        var inside = await AttemptAsync(courier, issued, "x", At((0.0008, 10)));
        await FindsAsync(tenant, "near=0,10&radius_m=100", inside);
        await FindsAsync(tenant, "near=0,10&radius_m=88");
    }

    [Fact]
    public async Task Pages_stay_put_while_attempts_arrive()
    {
        var tenant = await service.NewTenantAsync();
        var courier = await tenant.CourierAsync();
        var issued = await tenant.IssueAsync();
        List<Guid> expected = [];
        for (var i = 0; i < 7; i++)
            expected.Insert(0, await TickAsync());

        foreach (var filter in (string[])["", "&courier_id=crr-071", "&outcome=malformed_code&outcome=accepted", "&near=48.8566,2.3522&radius_m=500"])
        {
            List<Guid> seen = [];
            string? cursor = null;
            var before = expected.ToArray();
            do
            {
                var page = await tenant.Retailer.FindAsync($"limit=2{filter}{(cursor is null ? "" : "&cursor=" + cursor)}");
                seen.AddRange(page.Items().Select(item => item["id"]!.GetValue<Guid>()));
                cursor = page["next_cursor"]?.GetValue<string>();
                expected.Insert(0, await TickAsync());
            }
            while (cursor is not null);
            Assert.Equal(before, seen);
        }

        Task<Guid> TickAsync()
        {
            service.Clock.Advance(TimeSpan.FromMilliseconds(1));
            return AttemptAsync(courier, issued, "not digits");
        }
    }

    /// <summary>Cells inside the circle, on its edge and beside it; busy ones and empty ones; pages that end in any of them.</summary>
    [Theory]
    [InlineData(800, 0.05, 4_000)]
    [InlineData(60, 0.05, 4_000)]
    [InlineData(800, 0.6, 50_000)]
    [InlineData(300, 0.01, 600)]
    public async Task Pages_of_a_circle_are_what_is_in_it_newest_first(int attempts, double scatter, int radiusM)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await AttemptAsync(await tenant.CourierAsync(), issued, "not digits");
        await service.Database.MultiplyAsync(issued.Id, attempts, scatter);
        var expected = await service.Database.ScalarAsync<Guid[]>(
            $"""
            select array_agg(id order by id desc) from deliveryotp.journal where retailer_id = '{tenant.Id}' and kind = 'attempted'
                and 2 * 6371008.8 * asin(sqrt(power(sin(radians(latitude - 48.85661) / 2), 2)
                    + cos(radians(48.85661)) * cos(radians(latitude)) * power(sin(radians(longitude - 2.35222) / 2), 2))) <= {radiusM}
            """);
        Assert.InRange(expected!.Length, attempts / 10, attempts - 1);

        List<Guid> seen = [];
        string? cursor = null;
        do
        {
            var page = await tenant.Retailer.FindAsync($"near=48.85661,2.35222&radius_m={radiusM}&limit=17{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page.Items().Select(item => item["id"]!.GetValue<Guid>()));
            cursor = page["next_cursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData("order=1", "order")]
    [InlineData("courier=1", "courier")]
    [InlineData("courier_id=", "courier_id")]
    [InlineData("courier_id=a&courier_id=b", "courier_id")]
    [InlineData("courier_id=a%00b", "courier_id")]
    [InlineData("order_id=%00", "order_id")]
    [InlineData("device_id=%00", "device_id")]
    [InlineData("delivery_id=1", "delivery_id")]
    [InlineData("outcome=ok", "outcome")]
    [InlineData("outcome=accepted&outcome=", "outcome")]
    [InlineData("outcome=accepted%00", "outcome")]
    [InlineData("outcome[0]=accepted", "outcome[0]")]
    [InlineData("signal=bad", "signal")]
    [InlineData("signal=%00", "signal")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-11-24T14:00:00", "from")]
    [InlineData("to=2026-13-01T00:00:00Z", "to")]
    [InlineData("to=%00", "to")]
    [InlineData("near=48,2", "radius_m")]
    [InlineData("radius_m=10", "near")]
    [InlineData("near=91,2&radius_m=10", "near")]
    [InlineData("near=48,181&radius_m=10", "near")]
    [InlineData("near=NaN,2&radius_m=10", "near")]
    [InlineData("near=48&radius_m=10", "near")]
    [InlineData("near=48,2%00&radius_m=10", "near")]
    [InlineData("near=48,2&radius_m=0.5", "radius_m")]
    [InlineData("near=48,2&radius_m=50001", "radius_m")]
    [InlineData("near=48,2&radius_m=NaN", "radius_m")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("cursor=%00", "cursor")]
    [InlineData("cursor=abc", "cursor")]
    public async Task A_bad_filter_is_refused_by_name(string query, string named)
    {
        var tenant = await service.NewTenantAsync();
        foreach (var accept in (string[])["application/json", "text/csv"])
        {
            var problem = await (await tenant.Support.StreamAsync(accept, query)).ProblemAsync(400, "validation");
            Assert.Contains(named, problem["errors"]!.AsObject().Select(error => error.Key));
        }
    }

    [Theory]
    [InlineData("/v1/deliveries?ordr_id=1", "ordr_id")]
    [InlineData("/v1/deliveries/00000000-0000-7000-8000-000000000000/timeline?limit=0", "limit")]
    [InlineData("/v1/deliveries/00000000-0000-7000-8000-000000000000/timeline?cursor=AAAAAAAAAAA%00", "cursor")]
    [InlineData("/v1/deliveries/00000000-0000-7000-8000-000000000000/timeline?page=2", "page")]
    public async Task Other_lists_refuse_bad_parameters_too(string path, string named)
    {
        var tenant = await service.NewTenantAsync();
        var problem = await (await tenant.Retailer.GetAsync(path)).ProblemAsync(400, "validation");
        Assert.Contains(named, problem["errors"]!.AsObject().Select(error => error.Key));
    }

    private static Action<JsonObject> At((double Latitude, double Longitude) place) => body =>
    {
        body["location"]!["latitude"] = place.Latitude;
        body["location"]!["longitude"] = place.Longitude;
    };

    private async Task<Guid> AttemptAsync(HttpClient courier, Issued issued, string code, Action<JsonObject>? change = null)
    {
        var reply = await courier.AttemptAsync(issued.Id, code, service.Clock.GetUtcNow(), change: change);
        return (await reply.JsonAsync())["id"]!.GetValue<Guid>();
    }

    /// <summary>As the retailer and as support, as a page and as a stream. Ids of one millisecond are in no order of time.</summary>
    private static async Task FindsAsync(Tenant tenant, string query, params Guid[] expected)
    {
        Assert.Equal(expected.Order(), (await tenant.Retailer.IdsAsync(query)).Order());
        Assert.Equal(expected.OrderDescending(), await tenant.Support.IdsAsync(query));
        var lines = await (await tenant.Retailer.StreamAsync("application/x-ndjson", query)).Content.ReadAsStringAsync();
        Assert.Equal(
            expected.OrderDescending(),
            lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["id"]!.GetValue<Guid>()));
    }

    private async Task OfAnotherTenantAsync()
    {
        var other = await service.NewTenantAsync();
        var issued = await other.IssueAsync();
        await AttemptAsync(await other.CourierAsync("anna"), issued, issued.WrongCode());
    }

    private static string Time(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture));
}
