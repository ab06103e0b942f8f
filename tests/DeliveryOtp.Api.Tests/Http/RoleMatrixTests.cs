using System.Net;
using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>Every operation of the live document × every kind of caller × own and foreign objects.</summary>
public sealed class RoleMatrixTests : IAsyncLifetime
{
    /// <summary>Failed sign-ins are bounded an address, so each operation is called from another one.</summary>
    private readonly Service _service = new()
    {
        ConfigureServices = services => services.PostConfigure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse("127.0.0.0/8"));
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse("::1/128"));
        }),
    };

    private Tenant _own = null!;
    private Tenant _foreign = null!;

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        _own = await _service.NewTenantAsync();
        _foreign = await _service.NewTenantAsync();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Table_and_document_name_the_same_operations()
    {
        var contract = await ContractHandler.LiveAsync(_service.BaseUrl);
        var documented = contract.Operations.Select(operation => operation.Name).ToArray();
        Assert.True(
            !documented.Except(RoleTable.Rows.Keys).Any(),
            "Add to RoleTable.Rows, with the roles that may call it and its status: "
            + string.Join(", ", documented.Except(RoleTable.Rows.Keys).Select(name => $"[\"{name}\"] = new(\"retailer support\", 200)")));
        Assert.True(
            !RoleTable.Rows.Keys.Except(documented).Any(),
            "Remove from RoleTable.Rows, for the document no longer has it: " + string.Join(", ", RoleTable.Rows.Keys.Except(documented)));
    }

    [Fact]
    public async Task Every_caller_gets_what_the_table_says()
    {
        var contract = await ContractHandler.LiveAsync(_service.BaseUrl);
        var callers = await CallersAsync();
        var complaints = new List<string>();
        var address = 0;
        foreach (var operation in contract.Operations.Where(operation => RoleTable.Rows.ContainsKey(operation.Name)))
        {
            address++;
            foreach (var caller in callers)
            {
                var expected = caller.Role is null
                    ? 401
                    : RoleTable.Rows[operation.Name].StatusFor(caller.Role, caller.IsForeign);
                using var response = await CallAsync(operation, caller, $"192.0.2.{address}");
                if ((int)response.StatusCode != expected)
                    complaints.Add($"{operation.Name} by {caller.Name}: expected {expected}, got {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                if (expected == 401 && response.Headers.WwwAuthenticate.Count == 0)
                    complaints.Add($"{operation.Name} by {caller.Name}: no WWW-Authenticate");
            }
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    private async Task<HttpResponseMessage> CallAsync(DocumentedOperation operation, Caller caller, string address)
    {
        var row = RoleTable.Rows[operation.Name];
        var path = row.Target is null
            ? operation.Path
            : operation.Path.Replace("{id}", (await row.Target(_own)).ToString(), StringComparison.Ordinal)
                .Replace("{number}", "1", StringComparison.Ordinal);
        var credential = caller.Role == "recipient" && row.Link is { } link ? await link(_own) : caller.Credential;
        using var client = Tenant.ClientOf(_service.BaseUrl, credential);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + row.Query);
        request.Headers.Add("X-Forwarded-For", address);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (operation.Node["requestBody"]?["content"]?["application/json"]?["example"] is JsonObject example)
        {
            var body = example.DeepClone().AsObject();
            row.Change?.Invoke(caller.Role ?? string.Empty, body, _own);
            request.Content = new StringContent(body.ToJsonString(), mediaType: new("application/json"));
        }

        // A stream has no end to wait for.
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private async Task<Caller[]> CallersAsync()
    {
        var expired = await TokenAsync(_own, lifetimeS: 60);
        _service.Clock.Advance(TimeSpan.FromSeconds(61));
        var revoked = await (await _own.Retailer.PostAsync("/v1/api-keys", new { role = "retailer", name = "lost" })).JsonAsync();
        var revocation = await _own.Retailer.DeleteAsync($"/v1/api-keys/{revoked.Text("id")}");
        Assert.Equal(HttpStatusCode.NoContent, revocation.StatusCode);
        return
        [
            new("nobody", Role: null, Credential: null),
            new("an expired token", Role: null, expired),
            new("a revoked key", Role: null, revoked.Text("api_key")),
            new("the admin", "admin", Service.AdminKey),
            new("the retailer", "retailer", _own.RetailerKey),
            new("another retailer", "retailer", _foreign.RetailerKey, IsForeign: true),
            new("support", "support", _own.SupportKey),
            new("another retailer's support", "support", _foreign.SupportKey, IsForeign: true),
            new("a courier", "courier", await TokenAsync(_own, lifetimeS: 3600)),
            new("a recipient", "recipient", (await _own.IssueAsync()).Link),
            new("another retailer's courier", "courier", await TokenAsync(_foreign, lifetimeS: 3600), IsForeign: true),
        ];
    }

    private static async Task<string> TokenAsync(Tenant tenant, int lifetimeS)
    {
        var token = await tenant.Retailer.PostAsync("/v1/courier-tokens", new { courier_id = "crr-071", expires_in = lifetimeS });
        return (await token.JsonAsync()).Text("access_token");
    }

    /// <summary>A caller; without a role it is nobody to the service.</summary>
    private sealed record Caller(string Name, string? Role, string? Credential, bool IsForeign = false);
}
