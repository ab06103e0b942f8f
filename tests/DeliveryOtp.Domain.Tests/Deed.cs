using CsCheck;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Tests;

internal enum Verb
{
    Attempt,
    Arrive,
    Reveal,
    KeepShowing,
    Hide,
    Deny,
    ReportLeft,
    Receive,
    Contest,
    Reissue,
    Unlock,
    Hold,
    Cancel,
    ChangeCourier,
    ChangeDestination,
    ChangeRecipient,
    ChangeParcel,
    ChangeDeliverUntil,
    ChangeMetadata,
    Settle,
    View,
    Raise,
    Note,
    Dispute,
    Decide,
}

internal enum Spot
{
    AtTheDoor,
    FarAway,
    Unknown,
}

internal enum Typed
{
    Live,
    Dead,
    Wrong,
    Malformed,
}

/// <summary>Something that somebody does, so many seconds after the last thing.</summary>
/// <param name="Verb">What.</param>
/// <param name="Courier">Which courier; for a change, which of three values.</param>
/// <param name="Device">Which device.</param>
/// <param name="Spot">Where.</param>
/// <param name="Typed">Which digits.</param>
/// <param name="Scans">The parcel, if there is one to scan.</param>
/// <param name="AfterS">How much later.</param>
internal sealed record Deed(Verb Verb, int Courier, int Device, Spot Spot, Typed Typed, bool Scans, int AfterS)
{
    private static readonly Gen<Verb> AnyVerb = Gen.Frequency(
        (24, Gen.Const(Verb.Attempt)),
        (12, Gen.Const(Verb.Arrive)),
        (10, Gen.Const(Verb.Reveal)),
        (4, Gen.Const(Verb.Unlock)),
        (17, Gen.Enum<Verb>().Where(verb => verb is not (Verb.Cancel or Verb.Hold or Verb.ReportLeft))),
        (2, Gen.OneOf(Verb.Cancel, Verb.Hold, Verb.ReportLeft, Verb.ReportLeft, Verb.Hold)));

    /// <summary>To the end of a session, and a moment before and after it, as well as anything up to three hours.</summary>
    private static readonly Gen<int> AnyPause = Gen.Frequency(
        (6, Gen.Int[0, 40]),
        (3, Gen.Int[0, 90]),
        (2, Gen.OneOf(44, 45, 46, 299, 300, 599, 600, 601)),
        (1, Gen.Int[0, 10_800]));

    public static readonly Gen<Deed> Any = Gen.Select(
        AnyVerb,
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 2])),
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 2])),
        Gen.Frequency((8, Gen.Const(Spot.AtTheDoor)), (1, Gen.Const(Spot.FarAway)), (1, Gen.Const(Spot.Unknown))),
        Gen.Frequency((2, Gen.Const(Typed.Live)), (4, Gen.Const(Typed.Wrong)), (4, Gen.Const(Typed.Dead)), (1, Gen.Const(Typed.Malformed))),
        Gen.Frequency((8, Gen.Const(true)), (1, Gen.Const(false))),
        AnyPause,
        (verb, courier, device, spot, typed, scans, afterS) => new Deed(verb, courier, device, spot, typed, scans, afterS));

    public string DigitsKnownTo(Witness witness) => Typed switch
    {
        Typed.Live => witness.Live ?? "999999",
        Typed.Dead => witness.Dead.Count > 0 ? witness.Dead[^(1 + (Courier % witness.Dead.Count))] : "999999",
        Typed.Wrong => "999999",
        Typed.Malformed => "12ab",
    };

    public Attempt AttemptWith(string typed, Witness witness, DateTimeOffset now) => A.Attempt(
        typed,
        FixFrom(witness),
        hasFix: Spot != Spot.Unknown,
        CourierId,
        ScanOf(witness),
        device: DeviceId).At(now);

    public Arrival ArrivalOf(Witness witness, DateTimeOffset now) =>
        A.Arrival(FixFrom(witness), Spot != Spot.Unknown, CourierId, ScanOf(witness), DeviceId).At(now);

    /// <summary>The last showing, or one before it, or one that has not been.</summary>
    public int ShowingKnownTo(Witness witness) => witness.Showings + (Courier == 2 ? 1 : -Courier);

    public DeliveryChange? ChangeAt(DateTimeOffset now) => Verb switch
    {
        Verb.ChangeCourier => new CourierChange(Courier == 2 ? null : CourierId),
        Verb.ChangeDestination => new DestinationChange(new Destination(A.North(20_000 * Device), "FR", Address: null)),
        Verb.ChangeRecipient => new RecipientChange(new Recipient("fr", $"{Device}@example.org", Phone: null)),
        Verb.ChangeParcel => new ParcelChange(Device == 2 ? null : new ParcelBarcode($"TBA{Device}")),
        Verb.ChangeDeliverUntil => new DeliverUntilChange(now.AddSeconds(Device == 2 ? 20 : 7200)),
        Verb.ChangeMetadata => new MetadataChange(new Dictionary<string, string?>(StringComparer.Ordinal) { ["depot"] = Courier == 2 ? null : $"{Courier}" }),
        _ => null,
    };

    private CourierId CourierId => new($"crr-{Courier}");

    private DeviceId DeviceId => new($"phone-{Device}");

    private Fix FixFrom(Witness witness) => A.Fix(witness.DoorM + (Spot == Spot.FarAway ? 5000 : 0));

    private ParcelBarcode? ScanOf(Witness witness) => Scans ? witness.Parcel : null;
}
