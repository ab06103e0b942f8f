namespace DeliveryOtp.Api.Drawing;

/// <summary>Shapes on a sheet, in the order in which they are painted. A canvas (SVG, PDF) decides what each part looks like.</summary>
/// <param name="Width">In units; a unit is a pixel where the picture is shown 1:1.</param>
/// <param name="Height">In units. What lies beyond the sheet is cut off.</param>
/// <param name="Shapes">The undermost first.</param>
public sealed record Picture(double Width, double Height, IReadOnlyList<Shape> Shapes);

/// <summary>A place on the sheet: x to the right, y downwards.</summary>
public readonly record struct Point(double X, double Y)
{
    public double DistanceTo(Point other) => double.Hypot(other.X - X, other.Y - Y);

    /// <param name="angle">In radians, clockwise from the top of the sheet.</param>
    /// <param name="length">In units.</param>
    public Point Towards(double angle, double length) => new(X + (length * Math.Sin(angle)), Y - (length * Math.Cos(angle)));

    /// <summary>In radians, clockwise from the top of the sheet, −π…π; 0 for the point itself.</summary>
    public double AngleTo(Point other) => Math.Atan2(other.X - X, Y - other.Y);
}

/// <summary>What a shape stands for, which says how it is drawn.</summary>
/// <param name="Part">The part of the picture.</param>
/// <param name="Tone">Good and bad where the part tells them apart.</param>
/// <param name="IsHollow">Outlined and not filled: a fix that proves nothing.</param>
/// <param name="Entry">The journal entry that it belongs to; null: to none.</param>
public sealed record Look(Part Part, Tone Tone = Tone.Plain, bool IsHollow = false, int? Entry = null)
{
    public static implicit operator Look(Part part) => new(part);
}

public abstract record Shape(Look Look);

public sealed record Stroke(Look Look, Point From, Point To) : Shape(Look);

public sealed record Ring(Look Look, Point Centre, double Radius) : Shape(Look);

public sealed record Block(Look Look, Point Corner, double Width, double Height) : Shape(Look);

public sealed record Outline(Look Look, IReadOnlyList<Point> Corners) : Shape(Look);

/// <summary>A line of text.</summary>
/// <param name="Look">What it is.</param>
/// <param name="At">On the base line: where the text begins, has its middle or ends.</param>
/// <param name="Text">Not encoded.</param>
/// <param name="Align">Which of these.</param>
/// <param name="Size">Of the font, in units.</param>
/// <param name="Width">Into which it has to fit; null: as wide as it is.</param>
public sealed record Caption(Look Look, Point At, string Text, Align Align, double Size, double? Width = null) : Shape(Look);

public enum Align
{
    Start,
    Middle,
    End,
}

public enum Tone
{
    Plain,
    Good,
    Bad,
    Warn,
}

public enum Part
{
    Sheet,
    CrossHair,
    Fence,
    Accuracy,
    House,
    Leader,
    Dot,
    Disc,
    Number,
    Pointer,
    Label,
    ScaleBar,
    North,
    Grid,
    Axis,
    Accepted,
    Wrong,
    Refused,
    Late,
    Contested,
    Whisker,
    Rate,
    Fleet,
}
