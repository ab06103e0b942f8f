using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Tests.Pages;

/// <summary>Wherever the console names a signal it says what that means.</summary>
public sealed class SignalMeaningTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("/console/attempts")]
    [InlineData("/console/deliveries/{id}")]
    public async Task A_screen_that_names_a_signal_says_what_it_means(string path)
    {
        var tenant = await service.NewTenantAsync();
        var issued = await tenant.IssueAsync(new { courier_id = "crr-071" });
        await (await tenant.CourierAsync()).AttemptAsync(issued.Id, issued.Code!, service.Clock.GetUtcNow(), change: body => body["location"]!["latitude"] = Tenant.Latitude + 0.1);
        using var console = await ConsoleClient.SignedInAsync(tenant);
        var page = await (await console.GetAsync(path.Replace("{id}", issued.Id.ToString(), StringComparison.Ordinal))).Content.ReadAsStringAsync();
        Assert.Contains($"title=\"{SignalRules.MeaningOf(SignalRules.Outside)}\"", page, StringComparison.Ordinal);
    }
}
