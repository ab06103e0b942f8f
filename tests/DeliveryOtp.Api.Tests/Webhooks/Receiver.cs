using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DeliveryOtp.Api.Tests.Webhooks;

/// <summary>A retailer's back end: keeps what is posted to it, and answers as the path says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Post> Posts { get; } = new();

    /// <summary>What a path answers; 204 where nothing is said.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Answers { get; } = new(StringComparer.Ordinal);

    public Uri BaseUrl => new(_app.Urls.Single());

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public string UrlOf(string path) => new Uri(BaseUrl, path).ToString();

    public IReadOnlyList<Post> At(string path) => [.. Posts.Where(post => post.Path == path)];

    public static Func<HttpContext, Task> Status(int status, string? location = null) => context =>
    {
        context.Response.StatusCode = status;
        if (location is not null)
            context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    /// <summary>No answer until it is told to end; then that of a path of which nothing is said.</summary>
    public static Func<HttpContext, Task> Hang(CancellationToken end) =>
        _ => Task.Delay(Timeout.Infinite, end).ContinueWith(_ => { }, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        Posts.Enqueue(new Post(
            context.Request.Path,
            headers["webhook-id"].ToString(),
            headers["webhook-timestamp"].ToString(),
            headers["webhook-signature"].ToString(),
            await reader.ReadToEndAsync()));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (Answers.TryGetValue(context.Request.Path, out var answer))
            await answer(context);
    }
}

/// <summary>What was posted.</summary>
internal sealed record Post(string Path, string Id, string Timestamp, string Signature, string Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Type => Json["type"]!.GetValue<string>();

    public JsonObject Data => Json["data"]!.AsObject();

    public Guid? DeliveryId => (Guid?)Data["delivery_id"];
}
