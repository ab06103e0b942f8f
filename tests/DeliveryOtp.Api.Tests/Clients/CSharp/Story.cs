// One delivery from its creation to its trail, told with a client that Kiota made of the live document.
using DeliveryOtp.Client;
using DeliveryOtp.Client.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

var now = DateTimeOffset.Parse(Setting("NOW"), System.Globalization.CultureInfo.InvariantCulture);
var (retailer, support) = (SignedIn(Setting("RETAILER_KEY")), SignedIn(Setting("SUPPORT_KEY")));

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

internal sealed class Credential(string credential) : IAccessTokenProvider
{
    public AllowedHostsValidator AllowedHostsValidator { get; } = new();

    public Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(credential);
}
