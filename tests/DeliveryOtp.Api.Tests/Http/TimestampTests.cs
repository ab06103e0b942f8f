using System.Globalization;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Api.Tests.AuditTrail;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>RFC 3339, 5.6, in full.</summary>
public sealed class TimestampTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("2026-11-24T14:00:00Z", "2026-11-24T14:00:00.0000000")]
    [InlineData("2026-11-24t14:00:00z", "2026-11-24T14:00:00.0000000")]
    [InlineData("2026-11-24T14:00:00.1Z", "2026-11-24T14:00:00.1000000")]
    [InlineData("2026-11-24T14:00:00.123456789Z", "2026-11-24T14:00:00.1234567")] // cut, not rounded
    [InlineData("2026-11-24T14:00:00.99999999999999999999Z", "2026-11-24T14:00:00.9999999")]
    [InlineData("2026-11-24T14:00:00+02:00", "2026-11-24T12:00:00.0000000")]
    [InlineData("2026-11-24T00:30:00-23:59", "2026-11-25T00:29:00.0000000")]
    [InlineData("2026-11-24T14:00:00-00:00", "2026-11-24T14:00:00.0000000")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000")] // a leap second
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999")]
    public void Is_a_time(string text, string expected)
    {
        Assert.True(Timestamp.TryParse(text, out var value));
        Assert.Equal(expected, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-11-24T14:00:00")]
    [InlineData("2026-11-24 14:00:00Z")]
    [InlineData("2026-11-24T14:00Z")]
    [InlineData("2026-11-24T14:00:00.Z")]
    [InlineData("2026-11-24T14:00:00,5Z")]
    [InlineData("2026-11-24T24:00:00Z")]
    [InlineData("2026-11-24T14:00:61Z")]
    [InlineData("2026-02-29T14:00:00Z")]
    [InlineData("2026-11-24T14:00:00+2:00")]
    [InlineData("2026-11-24T14:00:00+24:00")]
    [InlineData("2026-11-24T14:00:00Z ")]
    [InlineData("2026-11-24T14:00:00Z\n")]
    [InlineData("２026-11-24T14:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("")]
    public void Is_none(string text) => Assert.False(Timestamp.TryParse(text, out _));

    [Theory]
    [InlineData("2026-11-24T14:00:00%2B02:00", 200)]
    [InlineData("2026-11-24T14:00:00+02:00", 200)] // an unescaped + is a blank to whoever decodes it
    [InlineData("2026-11-24T14:00:00.123456789z", 200)]
    [InlineData("2026-11-24+14:00:00Z", 400)]
    public async Task In_a_query_a_blank_before_the_offset_is_a_plus(string from, int status)
    {
        var tenant = await service.NewTenantAsync();
        foreach (var path in new[] { "attempts", "deliveries" })
            Assert.Equal(status, (int)(await tenant.Retailer.GetAsync($"/v1/{path}?from={from}")).StatusCode);
    }

    [Fact]
    public async Task An_attempt_keeps_the_time_that_its_phone_sent()
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync();
        await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.Code!, change: body => body["captured_at"] = "2026-11-24t16:02:10.004999999+02:00");
        Assert.Equal("2026-11-24T14:02:10.004Z", (await tenant.Retailer.FindAsync("")).Items().Single().Text("captured_at"));
    }
}
