using System.Globalization;
using System.Net;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>What is for operators is not for the world. In Production, as an operator runs it.</summary>
public sealed class ManagementPortTests
{
    private static readonly string[] ForOperators = ["/health", "/health/ready", "/metrics", "/openapi/v1.json", "/swagger/index.html"];

    [Fact]
    public async Task Where_a_port_is_configured_it_is_there_and_nowhere_else()
    {
        var port = ApiProcess.FreePort();
        using var api = await ApiProcess.StartAsync(
            await (await TestCluster.SharedAsync()).CreateDatabaseAsync(),
            variables: new Dictionary<string, string>(StringComparer.Ordinal) { [ApiProcess.ManagementPort] = port.ToString(CultureInfo.InvariantCulture) });
        using var world = new HttpClient { BaseAddress = api.BaseUrl };
        using var operators = new HttpClient { BaseAddress = new UriBuilder(api.BaseUrl) { Port = port }.Uri };
        foreach (var path in ForOperators)
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, (await operators.GetAsync(path)).StatusCode));
            await (await world.GetAsync(path)).ProblemAsync(404, "not_found");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await world.GetAsync("/v1/deliveries")).StatusCode);
        await (await operators.GetAsync("/v1/deliveries")).ProblemAsync(404, "not_found");
    }

    [Fact]
    public async Task Without_one_it_is_for_the_machine_itself_and_not_for_who_comes_through_a_proxy()
    {
        using var api = await ApiProcess.StartAsync(await (await TestCluster.SharedAsync()).CreateDatabaseAsync());
        using var here = new HttpClient { BaseAddress = api.BaseUrl };
        foreach (var path in ForOperators)
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, (await here.GetAsync(path)).StatusCode));
            foreach (var header in (string[])["X-Forwarded-For", "Forwarded", "Via"])
            {
                using var proxied = new HttpRequestMessage(HttpMethod.Get, path);
                proxied.Headers.TryAddWithoutValidation(header, "198.51.100.7");
                await (await here.SendAsync(proxied)).ProblemAsync(404, "not_found");
            }
        }
    }
}
