using System.Text;
using DeliveryOtp.Api.AuditTrail;
using DeliveryOtp.Api.Pages.Console;
using DeliveryOtp.Api.Persistence.Transactions;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Tests.Console;

/// <summary>A delivery played by the rules themselves, and its journal as it is stored and read again. The clock is that of Paris.</summary>
internal sealed class Play
{
    public const string Right = "042917";

    private static readonly CodeKeyRing Keys = new([new CodeKey("k", Encoding.ASCII.GetBytes("k".PadRight(32, '.')))]);

    private static readonly Position Door = new(48.85661, 2.35222);

    private readonly List<DossierEntry> _entries = [];
    private Delivery _delivery;

    public Play(CodeRelease release = CodeRelease.OnIssue, string? courier = "crr-071")
    {
        Now = At("09:12");
        var issued = Delivery.Issue(
            new Delivery
            {
                RetailerId = new RetailerId(Guid.Parse("01900000-0000-7000-8000-000000000001")),
                Id = new DeliveryId(Guid.Parse("01900000-0000-7000-8000-000000000002")),
                OrderId = new OrderId("404-1234567-1234567"),
                Destination = new Destination(Door, "FR", "12 rue de Rivoli, 75004 Paris"),
                Courier = courier is null ? null : new CourierId(courier),
                Policy = new DeliveryPolicy { CodeRelease = release },
                CreatedAt = Now,
                ExpiresAt = At("21:00"),
            },
            Fresh(Right));
        _delivery = issued.After;
        Record(issued, new Actor(ActorRole.Retailer, "key"));
    }

    public DateTimeOffset Now { get; private set; }

    public Delivery State => _delivery;

    public IReadOnlyList<DossierEntry> Entries => _entries;

    /// <summary>The story at a later moment.</summary>
    public Story Tell(string? at = null)
    {
        Now = at is null ? Now : At(at);
        return new Story(new DeliveryDossier(_delivery.Settle(Now).After, _entries, LeftOut: 0, Subjects: [], Now));
    }

    public Play Arrives(string at, double metresNorth = 12, string courier = "crr-071", string device = "pixel") => Do(
        at,
        delivery => delivery.Arrive(
            new Arrival
            {
                Courier = new CourierId(courier),
                TokenId = "token",
                Device = new Device { Id = new DeviceId(device), Model = device },
                Fix = FixAt(metresNorth),
                CapturedAt = Now,
            },
            Standing.Clean,
            Fresh(Right),
            Now),
        ActorRole.Courier);

    public Play Types(string digits, string at, double metresNorth = 12, string courier = "crr-071", string device = "pixel", bool hasFix = true) => Do(
        at,
        delivery => delivery.Confirm(
            new Attempt
            {
                Courier = new CourierId(courier),
                TokenId = "token",
                Presented = new PresentedCode(digits),
                Device = new Device { Id = new DeviceId(device), Model = device },
                Fix = hasFix ? FixAt(metresNorth) : null,
                CapturedAt = Now,
            },
            Standing.Clean,
            Keys,
            Now),
        ActorRole.Courier);

    public Play Shows(string at) => Do(at, delivery => delivery.Show(Fresh(Right), Now), ActorRole.Recipient);

    public Play KeepsShowing(string at) => Do(at, delivery => delivery.KeepShowing(delivery.Visits.Session!.Showing!.Number, Now), ActorRole.Recipient);

    public Play Denies(string at) => Do(at, delivery => delivery.Deny(Now), ActorRole.Recipient);

    public Play Reports(string at) => Do(at, delivery => delivery.ReportLeft(Now), ActorRole.Recipient);

    public Play Confirms(string at) => Do(at, delivery => delivery.ConfirmReceipt(Now), ActorRole.Recipient);

    public Play Contests(string at, ContestKind kind = ContestKind.NotReceived) =>
        Do(at, delivery => delivery.Contest(kind, "He never came back.", new DisputeId(Guid.Empty), Now), ActorRole.Recipient);

    public Play Holds(string at, string reason = "a reason") => Do(at, delivery => delivery.Hold(reason, Now), ActorRole.Support);

    public Play Reissues(string at) => Do(at, delivery => delivery.Reissue(Fresh("555555"), Now), ActorRole.Retailer);

    public Play Unlocks(string at) => Do(at, delivery => delivery.Unlock("a reason", Fresh("666666"), Now), ActorRole.Support);

    public Play Cancels(string at) => Do(at, delivery => delivery.Cancel("out of stock", Now), ActorRole.Retailer);

    public Play Changes(DeliveryChange change, string at) => Do(at, delivery => delivery.Change(change, Fresh("777777"), Now), ActorRole.Retailer);

    /// <summary>Time passes, and somebody notices.</summary>
    public Play Settles(string at) => Do(at, delivery => delivery.Settle(Now), ActorRole.System);

    public Play IsLookedAt(string at)
    {
        Now = At(at);
        Record(_delivery.View("console"), new Actor(ActorRole.Support, "key"));
        return this;
    }

    private Play Do(string at, Func<Delivery, Decision> act, ActorRole role)
    {
        Now = At(at);
        foreach (var step in act(_delivery).Steps)
            Record(step, step.IsAutomatic ? Actor.System : new Actor(role, role == ActorRole.Courier ? "token" : "key"));
        return this;
    }

    private void Record(Step step, Actor actor)
    {
        _delivery = step.After;
        var entry = new JournalEntry(_delivery.RetailerId, _delivery.Id, _delivery.Sequence, Guid.CreateVersion7(Now), Now, actor, step.Event, Idempotency: null);
        var row = EntryRow.Of(entry);
        _entries.Add(new DossierEntry(
            entry.Sequence,
            entry.Id,
            row.Form.Kind,
            Now,
            actor,
            row.Promoted.Visit?.Courier.Value,
            row.Promoted.IsStranger,
            row.Form.Read(),
            row.Form.Detail,
            Raised: []));
    }

    private Fix FixAt(double metresNorth) => new(
        new Position(Door.Latitude + (metresNorth / 111_195), Door.Longitude),
        new Metres(8),
        Now);

    private static FreshCode Fresh(string digits) => new(Keys, DeliveryCode.TryParse(digits, out var code) ? code : throw new ArgumentException(digits, nameof(digits)));

    /// <summary>On the clock of Paris, which in November is an hour ahead of UTC.</summary>
    private static DateTimeOffset At(string time) => new(new DateOnly(2026, 11, 24), TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(1));
}
