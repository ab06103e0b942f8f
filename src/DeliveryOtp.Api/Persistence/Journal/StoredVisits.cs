using DeliveryOtp.Domain.Doorstep;

namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>What has happened at the door so far, as it is stored with the delivery. An older row lacks what nobody asked then.</summary>
internal sealed record StoredVisits
{
    public StoredOpenSession? Session { get; set; }

    public int Sessions { get; set; }

    public int Showings { get; set; }

    public int ExposedGeneration { get; set; }

    public bool HadSilentSession { get; set; }

    public StoredWrongTry[]? WrongTries { get; set; }

    public DateTimeOffset? AcceptedAt { get; set; }

    public bool IsLeftReported { get; set; }

    public bool IsReceived { get; set; }

    public HoldCause? HeldBecause { get; set; }

    public DateTimeOffset? RecipientChangedAt { get; set; }

    public StoredLiftedLock? LiftedLock { get; set; }

    public StoredName[]? Inside { get; set; }

    public StoredRefusals? Refused { get; set; }

    public static string Write(VisitHistory visits) => RowJson.Write(Of(visits));

    public static VisitHistory Read(string json) => RowJson.Read<StoredVisits>(json).ToHistory();

    private static StoredVisits Of(VisitHistory visits) => new()
    {
        Session = visits.Session is { } session ? StoredOpenSession.Of(session) : null,
        Sessions = visits.Sessions,
        Showings = visits.Showings,
        ExposedGeneration = visits.ExposedGeneration,
        HadSilentSession = visits.HadSilentSession,
        WrongTries = Map(visits.WrongTries, StoredWrongTry.Of),
        AcceptedAt = visits.AcceptedAt,
        IsLeftReported = visits.IsLeftReported,
        IsReceived = visits.IsReceived,
        HeldBecause = visits.HeldBecause,
        RecipientChangedAt = visits.RecipientChangedAt,
        LiftedLock = visits.LiftedLock is { } lifted ? new StoredLiftedLock(lifted.At, Map(lifted.Couriers, StoredName.Of)) : null,
        Inside = Map(visits.Inside, StoredName.Of),
        Refused = visits.Refused is { } refused ? new StoredRefusals(refused.Count, refused.FirstAt, refused.LastAt) : null,
    };

    private VisitHistory ToHistory() => new()
    {
        Session = Session?.ToSession(),
        Sessions = Sessions,
        Showings = Showings,
        ExposedGeneration = ExposedGeneration,
        HadSilentSession = HadSilentSession,
        WrongTries = Map(WrongTries ?? [], wrong => wrong.ToWrongTry()),
        AcceptedAt = AcceptedAt,
        IsLeftReported = IsLeftReported,
        IsReceived = IsReceived,
        HeldBecause = HeldBecause,
        RecipientChangedAt = RecipientChangedAt,
        LiftedLock = LiftedLock is { } lifted ? new LiftedLock(lifted.At, Map(lifted.Couriers, courier => courier.ToCourier())) : null,
        Inside = Map(Inside ?? [], courier => courier.ToCourier()),
        Refused = Refused is { } refused ? new RefusedVisits(refused.Count, refused.FirstAt, refused.LastAt) : null,
    };

    private static TTo[] Map<TFrom, TTo>(IReadOnlyList<TFrom> all, Func<TFrom, TTo> map)
    {
        if (all.Count == 0)
            return [];
        var mapped = new TTo[all.Count];
        for (var i = 0; i < mapped.Length; i++)
            mapped[i] = map(all[i]);
        return mapped;
    }
}
