using System.Net.Http.Headers;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>Routes don't mind capitals, so neither may what protects their answers.</summary>
public sealed class SpellingTests(Service service) : IClassFixture<Service>
{
    [Theory]
    [InlineData("/V1/policy")]
    [InlineData("/V1/nothing")]
    public async Task No_answer_of_the_API_is_stored_however_its_path_is_spelt(string path)
    {
        var tenant = await service.NewTenantAsync();
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tenant.RetailerKey);
        using var answer = await client.GetAsync(path);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("/swagger/index.html", "/Swagger/index.html")]
    [InlineData("/problems/validation", "/PROBLEMS/validation")]
    public async Task A_page_has_its_own_policy_however_its_path_is_spelt(string path, string spelling)
    {
        using var client = new HttpClient { BaseAddress = service.BaseUrl };
        using var page = await client.GetAsync(path);
        using var again = await client.GetAsync(spelling);
        Assert.Equal((200, 200), ((int)page.StatusCode, (int)again.StatusCode));
        Assert.Contains("style-src", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(page.Headers.GetValues("Content-Security-Policy"), again.Headers.GetValues("Content-Security-Policy"));
    }
}
