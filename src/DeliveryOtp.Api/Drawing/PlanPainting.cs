using static System.FormattableString;

namespace DeliveryOtp.Api.Drawing;

/// <summary>A plan in the making: layers from the ground up, and what of the sheet is taken.</summary>
internal sealed class PlanPainting(Door door, PlanScale scale, PlanLabels labels)
{
    /// <summary>Among more dots than this, numbers everywhere can't be read: only those that tell the story have one.</summary>
    private const int NumberLimit = 10;

    /// <summary>And of those that tell it, the weightiest.</summary>
    private const int TellingLimit = 24;

    private const double TextSize = 14;
    private const double NumberSize = 14;
    private const double DotRadius = 3;
    private const int ThreeDigits = 100;

    private readonly Sheet _sheet = new();
    private readonly List<Shape> _circles = [];
    private readonly List<Shape> _leaders = [];
    private readonly List<Shape> _dots = [];
    private readonly List<Shape> _numbers = [];
    private readonly List<Shape> _captions = [];
    private readonly List<Caption[]> _wanted = [];

    /// <summary>Marks that had to stay without a number, because there were too many or no room.</summary>
    public int WithoutNumber { get; private set; }

    public void Paint(IReadOnlyList<LocatedEntry> located)
    {
        Furnish();
        var isHere = located.ToLookup(entry => PlanScale.IsOnSheet(scale.Place(entry.Bearing)));
        foreach (var (entry, isNumbered) in ByWeight([.. isHere[false]]))
            PaintFar(entry, isNumbered);
        foreach (var (entry, isNumbered) in ByWeight([.. isHere[true]]))
            PaintHere(entry, isNumbered);
        Label();
    }

    public Picture Finish() => new(
        PlanScale.Side,
        PlanScale.Side,
        [.. Ground.Of(door, scale), .. _circles, .. Ground.House(), .. _leaders, .. _dots, .. _numbers, .. _captions]);

    private static IEnumerable<(LocatedEntry Entry, bool IsNumbered)> ByWeight(LocatedEntry[] entries) => entries
        .OrderBy(entry => entry.Entry.Kind switch
        {
            MarkKind.Accepted => 0,
            MarkKind.Wrong => 1,
            MarkKind.Opened => 2,
            MarkKind.Refused => 3,
            MarkKind.Other => 4,
        })
        .ThenBy(entry => entry.Entry.Number)
        .Select((entry, rank) => (entry, entries.Length <= NumberLimit || (entry.Tells && rank < TellingLimit)));

    private void Furnish()
    {
        foreach (var (shapes, room) in new[] { Ground.ScaleBar(scale), Ground.North(labels) })
        {
            _captions.AddRange(shapes);
            _sheet.Take(room);
        }
    }

    private void PaintHere(LocatedEntry entry, bool isNumbered)
    {
        var dot = scale.Place(entry.Bearing);
        _dots.Add(new Ring(entry.Look(Part.Dot), dot, DotRadius));
        if (!isNumbered || NumberPlacing.Find(_sheet, dot) is not { } place)
        {
            WithoutNumber++;
            return;
        }

        if (entry.Accuracy is { Value: > 0 } accuracy)
            _circles.Add(new Ring(entry.Look(Part.Accuracy), dot, accuracy.Value * scale.UnitsPerMetre));
        if (place != dot)
            _leaders.Add(new Stroke(entry.Look(Part.Leader), dot, place));
        PaintNumber(entry, place);
        if (entry.IsVague)
            Want(entry, place, entry.Accuracy is { } vague ? Lengths.Around(vague) : "±\u00a0?");
    }

    private void PaintFar(LocatedEntry entry, bool isNumbered)
    {
        var angle = entry.Bearing.Angle;
        if (!isNumbered || RimPlacing.Find(_sheet, angle) is not { } place)
        {
            WithoutNumber++;
            _dots.Add(new Outline(entry.Look(Part.Pointer), RimPlacing.Pointer(RimPlacing.On(angle), angle)));
            return;
        }

        _dots.Add(new Outline(entry.Look(Part.Pointer), RimPlacing.Pointer(place, angle)));
        PaintNumber(entry, place);
        Want(entry, place, $"{Lengths.Of(entry.Bearing.Distance)}\u00a0{labels.Points[entry.Bearing.Octant]}");
    }

    private void PaintNumber(LocatedEntry entry, Point place)
    {
        _sheet.Take(place);
        _numbers.Add(new Ring(entry.Look(Part.Disc), place, Sheet.DiscRadius));
        _numbers.Add(new Caption(
            entry.Look(Part.Number),
            place with { Y = place.Y + (NumberSize * 0.36) },
            Invariant($"{entry.Entry.Number}"),
            Align.Middle,
            NumberSize,
            entry.Entry.Number >= ThreeDigits ? Sheet.DiscRadius * 1.65 : null));
    }

    /// <summary>A text beside its disc, once all discs have their places.</summary>
    private void Want(LocatedEntry entry, Point disc, string text)
    {
        const double aside = Sheet.DiscRadius + 6;
        const double middle = TextSize * 0.36;
        var look = entry.Look(Part.Label);
        _wanted.Add(
        [
            new Caption(look, new Point(disc.X + aside, disc.Y + middle), text, Align.Start, TextSize),
            new Caption(look, new Point(disc.X - aside, disc.Y + middle), text, Align.End, TextSize),
            new Caption(look, new Point(disc.X, disc.Y + aside + TextSize), text, Align.Middle, TextSize),
            new Caption(look, new Point(disc.X, disc.Y - aside - 2), text, Align.Middle, TextSize),
        ]);
    }

    /// <summary>A text that finds no room is left out: the table has it.</summary>
    private void Label()
    {
        foreach (var places in _wanted.Append(Ground.FenceLabels(door, scale, labels)))
        {
            if (Array.Find(places, place => _sheet.HasRoomFor(Box.Of(place))) is not { } caption)
                continue;
            _captions.Add(caption);
            _sheet.Take(Box.Of(caption));
        }
    }
}
