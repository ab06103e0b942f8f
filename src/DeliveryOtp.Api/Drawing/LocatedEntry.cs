using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Api.Drawing;

/// <summary>An entry with a fix, as seen from the door.</summary>
internal sealed record LocatedEntry(PlanEntry Entry, PlanFix Fix, Bearing Bearing)
{
    private const double NearestFarM = 1000;

    public Metres? Accuracy => Fix.Accuracy;

    /// <summary>Says too little about a door to change the plan's scale.</summary>
    public bool IsVague => Accuracy is not { } accuracy || accuracy > PlaceGate.WorstAccuracy;

    /// <summary>Among many, those that the story is told by.</summary>
    public bool Tells => Entry.Kind switch
    {
        MarkKind.Opened or MarkKind.Accepted or MarkKind.Wrong => true,
        MarkKind.Refused => Entry.Verdict == PlaceVerdict.Outside,
        MarkKind.Other => false,
    };

    public Look Look(Part part) => new(
        part,
        Entry.Kind switch
        {
            MarkKind.Accepted => Tone.Good,
            MarkKind.Wrong or MarkKind.Refused => Tone.Bad,
            MarkKind.Opened or MarkKind.Other => Tone.Plain,
        },
        Fix.IsMock || Fix.IsStale,
        Entry.Sequence);

    public static LocatedEntry Of(PlanEntry entry, PlanFix fix, Position door) => new(entry, fix, Bearing.Of(door, fix.Position));

    public bool IsNear(Metres radius) => !IsVague && Bearing.Distance.Value <= Math.Min(3 * radius.Value, NearestFarM);
}
