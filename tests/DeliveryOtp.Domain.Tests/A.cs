using DeliveryOtp.Domain.Codes;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Tests;

/// <summary>What the tests are about: a delivery to a door in Paris, a courier in front of it.</summary>
internal static class A
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static readonly Position Door = new(48.85661, 2.35222);

    public static readonly CourierId Courier = new("crr-071");

    public static readonly DisputeId Dispute = new(Guid.Parse("01900000-0000-7000-8000-000000000003"));

    public static readonly DeviceId Phone = new("phone");

    public static readonly CodeKeyRing Keys = Ring("k1");

    public static CodeKeyRing Ring(params string[] newestFirst) =>
        new([.. newestFirst.Select(id => new CodeKey(id, System.Text.Encoding.ASCII.GetBytes(id.PadRight(32, '.'))))]);

    public static DeliveryCode Code(string digits) =>
        DeliveryCode.TryParse(digits, out var code) ? code : throw new ArgumentException(digits, nameof(digits));

    public static FreshCode Fresh(string digits) => new(Keys, Code(digits));

    /// <summary>A delivery at noon whose code is 042917.</summary>
    public static Delivery Delivery(DeliveryPolicy? policy = null, CourierId? courier = null, ParcelBarcode? parcel = null) =>
        Deliveries.Delivery.Issue(
            new Delivery
            {
                RetailerId = new RetailerId(Guid.Parse("01900000-0000-7000-8000-000000000001")),
                Id = new DeliveryId(Guid.Parse("01900000-0000-7000-8000-000000000002")),
                OrderId = new OrderId("404-1234567-1234567"),
                Destination = new Destination(Door, "FR", Address: null),
                Courier = courier,
                Parcel = parcel,
                Policy = policy ?? DeliveryPolicy.Default,
                CreatedAt = Noon,
                ExpiresAt = Noon + Deliveries.Delivery.DefaultLifetime,
            },
            Fresh("042917")).After;

    public static Fix Fix(double metresNorth = 0, double accuracyM = 10, double ageS = 0, bool isMock = false) => new(
        North(metresNorth),
        new Metres(accuracyM),
        Noon.AddSeconds(-ageS),
        IsMock: isMock);

    /// <summary>On a meridian one degree is π/180 times the radius.</summary>
    public static Position North(double metres) =>
        new(Door.Latitude + (metres / (6_371_008.8 * Math.PI / 180)), Door.Longitude);

    public static Attempt Attempt(
        string typed = "042917",
        Fix? fix = null,
        bool hasFix = true,
        CourierId? courier = null,
        ParcelBarcode? scan = null,
        bool isRooted = false,
        double clockSkewS = 0,
        DeviceId? device = null) => new()
        {
            Courier = courier ?? Courier,
            TokenId = "token",
            Presented = new PresentedCode(typed),
            Fix = hasFix ? fix ?? Fix() : null,
            Device = new Device { Id = device ?? Phone, IsRooted = isRooted },
            Scan = scan,
            CapturedAt = Noon.AddSeconds(clockSkewS),
        };

    public static Arrival Arrival(
        Fix? fix = null,
        bool hasFix = true,
        CourierId? courier = null,
        ParcelBarcode? scan = null,
        DeviceId? device = null) => new()
        {
            Courier = courier ?? Courier,
            TokenId = "token",
            Fix = hasFix ? fix ?? Fix() : null,
            Device = new Device { Id = device ?? Phone },
            Scan = scan,
            CapturedAt = Noon,
        };

    /// <summary>The same visit, sent at another time.</summary>
    public static TVisit At<TVisit>(this TVisit visit, DateTimeOffset now)
        where TVisit : Visit => visit with
        {
            Fix = visit.Fix is { } fix ? fix with { CapturedAt = now } : null,
            CapturedAt = now,
        };

    public static AttemptVerdict Judge(this Delivery delivery, Attempt attempt, Standing? standing = null) =>
        delivery.Try(attempt, standing: standing).Verdict;

    public static (Delivery After, AttemptVerdict Verdict) Try(
        this Delivery delivery,
        Attempt attempt,
        DateTimeOffset? now = null,
        Standing? standing = null)
    {
        var decision = delivery.Confirm(attempt, standing ?? Standing.Clean, Keys, now ?? Noon);
        return (decision.After, ((Attempted)decision.Step!.Event).Verdict);
    }

    /// <summary>Typed at the door at that time.</summary>
    public static (Delivery After, AttemptVerdict Verdict) Type(this Delivery delivery, string digits, DateTimeOffset now) =>
        delivery.Try(Attempt(digits).At(now), now);

    /// <summary>Arrived at the door at that time; the digits are those of the next code, if there has to be one.</summary>
    public static (Delivery After, ArrivalVerdict Verdict) Arrive(
        this Delivery delivery,
        DateTimeOffset now,
        string next = "555555",
        Arrival? arrival = null,
        Standing? standing = null)
    {
        var decision = delivery.Arrive((arrival ?? Arrival()).At(now), standing ?? Standing.Clean, Fresh(next), now);
        return (decision.After, ((Arrived)decision.Step!.Event).Verdict);
    }

    /// <summary>The recipient says at that time that a courier is there; the digits are those of the next code, if there has to be one.</summary>
    public static Delivery Shown(this Delivery delivery, DateTimeOffset now, string next = "777777")
    {
        var decision = delivery.Show(Fresh(next), now);
        Assert.Null(decision.Conflict);
        return decision.After;
    }

    public static Delivery After(this Delivery delivery, params string[] typed) =>
        typed.Aggregate(delivery, (state, digits) => state.Try(Attempt(digits)).After);

    public static DateTimeOffset Minutes(double minutes) => Noon.AddMinutes(minutes);
}
