using System.Text.Json.Nodes;
using DeliveryOtp.Api.Tests.Fixture;

namespace DeliveryOtp.Api.Tests.Messages;

/// <summary>The service with a mail server.</summary>
public sealed class MailedService : IAsyncLifetime, IDisposable
{
    public const string PublicUrl = "https://track.example.com";

    public Service Service { get; } = new();

    internal MailServer Mails { get; } = new();

    public async Task InitializeAsync()
    {
        Mails.Start();
        foreach (var (name, value) in Settings(Mails.Port))
            Service.Settings[name] = value;
        await ((IAsyncLifetime)Service).InitializeAsync();
        await ReadyAsync(Service.Database);
    }

    public async Task DisposeAsync() => await Service.DisposeAsync();

    public void Dispose() => Mails.Dispose();

    internal static Dictionary<string, string> Settings(int port) => new(StringComparer.Ordinal)
    {
        ["DeliveryOtp:PublicUrl"] = PublicUrl,
        ["DeliveryOtp:Mail:Host"] = "127.0.0.1",
        ["DeliveryOtp:Mail:Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["DeliveryOtp:Mail:Security"] = "none",
        ["DeliveryOtp:Mail:From"] = "Example Deliveries <delivery@example.com>",
    };

    /// <summary>A reader that never ran begins with what is committed from then on.</summary>
    internal static Task ReadyAsync(TestDatabase database) => Eventually.AsyncTrue(
        async () => await database.ScalarAsync<long>("select count(*) from deliveryotp.journal_readers where name = 'messages'") == 1);

    /// <summary>A mailbox that no other test has.</summary>
    internal static string NewAddress() => $"{Guid.NewGuid():N}@example.org";

    /// <summary>A delivery whose recipient gets mails.</summary>
    internal static Task<Issued> IssueAsync(
        Tenant tenant,
        string? email,
        string? language = "en",
        string country = "FR",
        string messages = "email",
        string? orderId = null,
        object? seller = null) => tenant.IssueAsync(new
        {
            order_id = orderId ?? $"404-{Guid.NewGuid():N}",
            destination = new { latitude = DoorIn(country).Latitude, longitude = DoorIn(country).Longitude, country },
            seller,
            recipient = email is null && language is null ? null : new { language, email },
            policy = new { recipient_messages = messages, courier_wrong_limit = 1000 },
        });

    /// <summary>What a courier's phone says in front of that door.</summary>
    internal static Action<JsonObject> At(string country) => body =>
        (body["location"]!["latitude"], body["location"]!["longitude"]) = (DoorIn(country).Latitude, DoorIn(country).Longitude);

    private static (double Latitude, double Longitude) DoorIn(string country) => country switch
    {
        "BR" => (-23.5505, -46.6333),
        "DE" => (52.52, 13.405),
        "ES" => (40.4168, -3.7038),
        "GB" => (51.5074, -0.1278),
        "IE" => (53.3498, -6.2603),
        "IT" => (45.4642, 9.19),
        _ => (Tenant.Latitude, Tenant.Longitude),
    };

    /// <summary>The mails of an address, once there are so many.</summary>
    internal async Task<IReadOnlyList<TakenMail>> WaitForAsync(string address, int count)
    {
        await Eventually.AsyncTrue(() => Task.FromResult(Mails.To(address).Count() >= count));
        return [.. Mails.To(address)];
    }

    /// <summary>Until every mail so far is settled, and some more for one that should not be there.</summary>
    internal async Task QuietAsync()
    {
        await Eventually.AsyncTrue(async () => await Service.Database.ScalarAsync<bool>(
            """
            select not exists (select from deliveryotp.outgoing_mails where status = 'waiting')
                and not exists (select from deliveryotp.journal_unsequenced) and not exists (
                    select from deliveryotp.journal_readers r where r.name = 'messages'
                        and r.position < (select position from deliveryotp.journal_readers where name = 'sequencer'))
            """));
        await Task.Delay(700);
    }
}
