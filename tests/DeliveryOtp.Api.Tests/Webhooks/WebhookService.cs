using DeliveryOtp.Api.Tests.Fixture;
using DeliveryOtp.Api.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>A service that may post to this machine, and a receiver on it.</summary>
public sealed class WebhookService : IAsyncLifetime
{
    public Service Service { get; } = new()
    {
        ConfigureServices = services => services.AddSingleton(Options.Create(new WebhookOptions { AllowPrivateTargets = true })),
    };

    internal Receiver Receiver { get; private set; } = null!;

    private Contract Contract { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Receiver = await Receiver.StartAsync();
        await Service.InitializeAsync();
        Contract = await ContractHandler.LiveAsync(Service.BaseUrl);
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>A new tenant with one endpoint, at a path of its own.</summary>
    internal async Task<Told> TellAsync(params string[] events)
    {
        var tenant = await Service.NewTenantAsync();
        return new Told(tenant, Receiver, await RegisterAsync(tenant, events), Contract);
    }

    internal async Task<Registered> RegisterAsync(Tenant tenant, params string[] events)
    {
        var path = $"/{Guid.NewGuid():N}";
        var reply = await (await tenant.Retailer.PostAsync(
            "/v1/webhook-endpoints",
            new { url = Receiver.UrlOf(path), events = events.Length > 0 ? events : null })).JsonAsync();
        return new Registered(reply["id"]!.GetValue<Guid>(), path, reply.Text("secret"));
    }
}

/// <summary>An endpoint, where the receiver sees its posts, and its secret.</summary>
internal sealed record Registered(Guid Id, string Path, string Secret);

/// <summary>A tenant that is told. What it is told has to be what the OpenAPI document says.</summary>
internal sealed record Told(Tenant Tenant, Receiver Receiver, Registered Endpoint, Contract Contract)
{
    public IReadOnlyList<Post> Posts
    {
        get
        {
            var posts = Receiver.At(Endpoint.Path);
            Assert.All(posts.Where(post => post.Type != "webhook.test"), post => Assert.Null(Contract.JudgeEvent(post.Type, post.Body)));
            return posts;
        }
    }

    public string LogPath => $"/v1/webhook-endpoints/{Endpoint.Id}/deliveries";

    /// <summary>Waits until so many posts have come; more are a failure.</summary>
    public async Task<IReadOnlyList<Post>> PostsAsync(int count, double seconds = 10)
    {
        await Eventually.AsyncTrue(() => Task.FromResult(Posts.Count >= count), seconds);
        await Task.Delay(100);
        Assert.Equal(count, Posts.Count);
        return Posts;
    }

    public async Task<System.Text.Json.Nodes.JsonArray> LogAsync() =>
        (await (await Tenant.Retailer.GetAsync(LogPath)).JsonAsync())["data"]!.AsArray();

    /// <summary>Waits until the newest message is in a state.</summary>
    public async Task<System.Text.Json.Nodes.JsonObject> NewestAsync(string state)
    {
        await Eventually.AsyncTrue(async () => await LogAsync() is [{ } newest, ..] && newest["state"]!.GetValue<string>() == state);
        return (await LogAsync())[0]!.AsObject();
    }
}
