// One delivery from its creation to its events, told with a client that Kiota made of the live document.
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DeliveryOtp.Client;
using DeliveryOtp.Client.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;
using StandardWebhooks;

var now = DateTimeOffset.Parse(Setting("NOW"), System.Globalization.CultureInfo.InvariantCulture);
var (retailer, support) = (SignedIn(Setting("RETAILER_KEY")), SignedIn(Setting("SUPPORT_KEY")));

using var inbox = new Inbox();
var endpoint = Found(await retailer.V1.WebhookEndpoints.PostAsync(new CreateWebhookEndpointRequest
{
    Url = inbox.Url,
    Events = [EventType.DeliveryIssued, EventType.DeliveryDelivered],
}));

var issued = Found(await retailer.V1.Deliveries.PostAsync(new CreateDeliveryRequest
{
    OrderId = Guid.NewGuid().ToString(),
    Destination = new DestinationBody { Latitude = 48.85661, Longitude = 2.35222, Country = "FR" },
    CourierId = "crr-071",
    Policy = new PolicyBody { CodeRelease = CodeRelease.OnArrival },
}));
var id = issued.Id!.Value;
var token = Found(await retailer.V1.CourierTokens.PostAsync(new CreateCourierTokenRequest { CourierId = "crr-071" }));
var courier = SignedIn(Found(token.AccessToken));
var recipient = SignedIn(Found(issued.RecipientUrl).Split('#')[1]);
var device = new DeviceBody { Id = "a3f0c9d2" };
var fix = new LocationBody { Latitude = 48.85663, Longitude = 2.35219, AccuracyM = 12.5, CapturedAt = now };

var arrival = Found(await courier.V1.Deliveries[id].Arrivals.PostAsync(
    new ArrivalRequest { Location = fix, Device = device, CapturedAt = now }, Once));
Expect(ArrivalOutcome.Opened, arrival.Outcome);
var shown = Found(await recipient.V1.Tracking.Reveals.PostAsync(new RevealRequest()));
var attempt = Found(await courier.V1.Deliveries[id].Attempts.PostAsync(
    new AttemptRequest { Code = shown.Code, Location = fix, Device = device, CapturedAt = now }, Once));
Expect(AttemptOutcome.Accepted, attempt.Outcome);

var trail = Found(await support.V1.Attempts.GetAsync(request => (request.QueryParameters.DeliveryId, request.QueryParameters.Outcome) = (id, [AttemptOutcome.Accepted])));
Expect(attempt.Id, Found(trail.Data).Single().Id);
var arrivals = Found(await support.V1.Arrivals.GetAsync(request => (request.QueryParameters.DeliveryId, request.QueryParameters.Outcome) = (id, [ArrivalOutcome.Opened])));
Expect(arrival.Id, Found(arrivals.Data).Single().Id);
var timeline = Found(await support.V1.Deliveries[id].Timeline.GetAsync());
var recorded = Found(timeline.Data).Select(entry => entry.AttemptedEntry).Single(entry => entry is not null);
Expect(AttemptOutcome.Accepted, recorded!.Detail!.Outcome);

var posts = await inbox.TakeAsync(2);
Expect("delivery.issued,delivery.delivered", string.Join(',', posts.Select(post => post.VerifiedType(Found(endpoint.Secret)))));

var told = new List<string?>();
EventPage page;
string? after = null;
do
{
    page = Found(await retailer.V1.Events.GetAsync(request => request.QueryParameters.After = after));
    told.AddRange(Found(page.Data).Select(item => item.WebhookId));
    after = page.NextCursor;
}
while (page.CaughtUp is not true);
Expect(told.Count, told.Distinct().Count());
Expect(true, posts.All(post => told.Contains(post.Id)));

try
{
    await courier.V1.Attempts.GetAsync();
    throw new InvalidOperationException("A courier read the trail.");
}
catch (Problem refused)
{
    Expect("/problems/forbidden", refused.Type);
    Expect(refused.Detail, refused.Message);
}

Console.WriteLine("told");

static DeliveryOtpClient SignedIn(string credential) => new(new HttpClientRequestAdapter(
    new BaseBearerTokenAuthenticationProvider(new Credential(credential)))
{ BaseUrl = Setting("BASE_URL") });

static void Once(RequestConfiguration<DefaultQueryParameters> request) => request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());

static T Found<T>(T? answer)
    where T : class => answer ?? throw new InvalidOperationException("There is no answer.");

static void Expect<T>(T wanted, T found)
{
    if (!Equals(wanted, found))
        throw new InvalidOperationException($"{found} instead of {wanted}");
}

static string Setting(string name) => Found(Environment.GetEnvironmentVariable(name));

/// <summary>What is posted to a retailer.</summary>
internal sealed class Inbox : IDisposable
{
    private readonly HttpListener _listener = new();

    public Inbox()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        free.Stop();
        _listener.Prefixes.Add(Url);
        _listener.Start();
    }

    public string Url { get; }

    public async Task<List<Post>> TakeAsync(int count)
    {
        List<Post> posts = [];
        while (posts.Count < count)
        {
            var context = await _listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(20));
            using var reader = new StreamReader(context.Request.InputStream);
            var headers = new HeaderDictionary();
            foreach (var name in context.Request.Headers.AllKeys.OfType<string>())
                headers[name] = context.Request.Headers[name];
            posts.Add(new Post(await reader.ReadToEndAsync(), headers));
            context.Response.StatusCode = (int)HttpStatusCode.NoContent;
            context.Response.Close();
        }

        return posts;
    }

    public void Dispose() => _listener.Close();
}

/// <summary>One of them.</summary>
internal sealed record Post(string Body, IHeaderDictionary Headers)
{
    public string? Id => Headers["webhook-id"];

    /// <summary>Somebody else's library says whether it was signed with the secret.</summary>
    public string? VerifiedType(string secret)
    {
        new StandardWebhook(secret).Verify(Body, Headers);
        return JsonDocument.Parse(Body).RootElement.GetProperty("type").GetString();
    }
}

internal sealed class Credential(string credential) : IAccessTokenProvider
{
    public AllowedHostsValidator AllowedHostsValidator { get; } = new();

    public Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(credential);
}
