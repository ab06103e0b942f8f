using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Disputes;
using DeliveryOtp.Domain.Doorstep;
using DeliveryOtp.Domain.Journal;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Tests.Persistence;

/// <summary>One event of each kind, with everything in it that the kind can hold.</summary>
internal static class EntrySamples
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, 125, TimeSpan.Zero);
    private static readonly CourierId Courier = new("crr-1");
    private static readonly DisputeId Dispute = new(Guid.Parse("0193a5b0-0000-7000-8000-000000000001"));
    private static readonly Signal Skew = new("clock_skew", 10, "the device's clock is 300 s ahead");
    private static readonly PlaceAssessment Inside = new(PlaceVerdict.Inside, new Metres(12.345));

    private static readonly Destination Door = new(new Position(48.85661, 2.35222), "FR", "1 rue de l'Église");

    private static readonly Fix Fix = new(new Position(48.85663, 2.35219), new Metres(12.5), Noon.AddSeconds(-2), "gps", IsMock: false, 41, 0.2);

    private static readonly Device Phone = new()
    {
        Id = new DeviceId("a3f0c9d2"),
        Platform = "android",
        Manufacturer = "Google",
        Model = "Pixel 9",
        OsVersion = "16",
        AppVersion = "5.2.0",
        IsRooted = true,
        IsEmulator = false,
        Network = "cellular",
        BatteryPercent = 63,
    };

    private static readonly DoorstepSession Session = new()
    {
        Number = 2,
        OpenedAt = Noon,
        ClosesAt = Noon.AddMinutes(10),
        Courier = Courier,
        Device = Phone.Id,
        Place = PlaceVerdict.Inside,
        ByArrival = true,
        Attempts = 1,
        Showing = new Showing(3, Noon.AddSeconds(45)),
        Starts = 1,
        Extensions = 2,
    };

    public static readonly DeliveryPolicy Policy = DeliveryPolicy.Default with
    {
        CodeRelease = CodeRelease.OnArrival,
        RadiusM = 150,
        CodeInWebhooks = true,
        RecipientMessages = RecipientMessages.Email,
    };

    public static readonly VisitHistory Visits = new()
    {
        Session = Session,
        Sessions = 2,
        Showings = 3,
        ExposedGeneration = 4,
        HadSilentSession = true,
        WrongTries = [new WrongTry(Noon, Courier, new Position(48.85663, 2.35219)), new WrongTry(Noon, new CourierId("crr-2"), Position: null)],
        AcceptedAt = Noon,
        IsLeftReported = true,
        IsReceived = true,
        HeldBecause = HoldCause.CodesUsedUp,
        RecipientChangedAt = Noon,
        LiftedLock = new LiftedLock(Noon, [Courier]),
        Inside = [Courier],
        Refused = new RefusedVisits(2, Noon, Noon.AddMinutes(1)),
    };

    public static IReadOnlyList<DeliveryEvent> All { get; } =
    [
        new Issued(new OrderId("A-1001"), Door, Courier, new ParcelBarcode("TBA1"), new Seller("Shop", "FR", "Market"), Policy, Noon.AddDays(2)),
        new Renewed(2),
        new Held("the parcel is damaged"),
        new Unlocked("the recipient called", 3, Noon),
        new Cancelled("out of stock"),
        new Expired(),
        new Changed(new DestinationChange(Door), Generation: 4, Noon),
        new Arrived(
            new Arrival
            {
                Courier = Courier,
                TokenId = "token-1",
                CallerAddress = "192.0.2.7",
                Fix = Fix,
                Device = Phone,
                Scan = new ParcelBarcode("TBA1"),
                CapturedAt = Noon.AddSeconds(300),
                NotUsable = ["location.speed_mps"],
            },
            new ArrivalVerdict
            {
                Outcome = ArrivalOutcome.Opened,
                Opens = Session,
                TriesLeft = 3,
                DeliveryStatus = DeliveryStatus.Pending,
                Place = Inside,
                ClockSkewS = 300.5,
                Signals = [Skew],
            },
            Noon),
        new Attempted(
            new Attempt
            {
                Courier = Courier,
                TokenId = "token-1",
                CallerAddress = "192.0.2.7",
                Fix = Fix,
                Device = Phone,
                Scan = new ParcelBarcode("TBA1"),
                CapturedAt = Noon.AddSeconds(300),
                NotUsable = ["location.speed_mps"],
                Presented = new PresentedCode("1"),
            },
            new AttemptVerdict
            {
                Outcome = AttemptOutcome.WrongCode,
                Opens = Session,
                Session = 2,
                TriesLeft = 0,
                DeliveryStatus = DeliveryStatus.Locked,
                Place = Inside,
                ClockSkewS = 300.5,
                Signals = [Skew],
                PresentedDigest = [1],
                CourierSuspendedUntil = Noon.AddHours(1),
                Witnessed = true,
            },
            Noon),
        new SessionClosed(Session, SessionEnd.LeftReported),
        new Revealed(3, 4, Noon.AddSeconds(45)),
        new Hidden(3, HiddenBy.Lapsed, Noon.AddSeconds(45)),
        new Denied(new Signal("recipient_denied", 40, "the recipient says that nobody is there")),
        new LeftReported(new Signal("recipient_report", 100, "the recipient says that the courier left with the parcel")),
        new Received(),
        new Contested(ContestKind.EmptyBox, "Only paper was in it.", "the recipient called", Dispute),
        new SignalRaised(Skew, Guid.Parse("0193a5b0-0000-7000-8000-000000000002"), new CourierId("crr-2")),
        new Viewed("console"),
        new Noted("The courier was called."),
        new LinkSent(2),
        new DisputeOpened(Dispute, ContestKind.EmptyBox, Complainant.Recipient, "Only paper was in it.", Noon.AddDays(14)),
        new DisputeNoted(Dispute, "The shop counted its stock."),
        new DisputeDecided(
            Dispute,
            ContestKind.EmptyBox,
            new DisputeDecision(DisputeOutcome.Rejected, [Ground.CodeAccepted, Ground.OtherEvidence], "The film shows the whole hand-over.", "locker 7")),
    ];
}
