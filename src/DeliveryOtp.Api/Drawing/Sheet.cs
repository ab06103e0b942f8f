namespace DeliveryOtp.Api.Drawing;

/// <summary>What of the plan is taken already, so that nothing is written over.</summary>
internal sealed class Sheet
{
    public const double DiscRadius = 11;

    /// <summary>Between the middles of two discs, and of a disc and the house.</summary>
    public const double Apart = 26;

    private const double Edge = 1;

    private readonly List<Point> _discs = [PlanScale.Centre];
    private readonly List<Box> _boxes = [];

    public bool HasRoomFor(Point disc) => PlanScale.IsOnSheet(disc)
        && _discs.TrueForAll(other => other.DistanceTo(disc) >= Apart)
        && _boxes.TrueForAll(box => box.DistanceTo(disc) >= DiscRadius + Edge);

    public bool HasRoomFor(Box box) => box.IsOnSheet
        && _discs.TrueForAll(disc => box.DistanceTo(disc) >= DiscRadius + Edge)
        && !_boxes.Exists(box.Meets);

    public void Take(Point disc) => _discs.Add(disc);

    public void Take(Box box) => _boxes.Add(box);
}

/// <summary>A rectangle on the sheet.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    private const double Edge = 2;

    public bool IsOnSheet => Left >= Edge && Top >= Edge && Right <= PlanScale.Side - Edge && Bottom <= PlanScale.Side - Edge;

    /// <summary>The room that a line of text takes, as far as can be said without its font.</summary>
    public static Box Of(Caption text)
    {
        var width = text.Text.Length * text.Size * 0.58;
        var left = text.At.X - text.Align switch { Align.Start => 0, Align.Middle => width / 2, Align.End => width };
        return new Box(left, text.At.Y - (text.Size * 0.85), left + width, text.At.Y + (text.Size * 0.25));
    }

    public bool Meets(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public double DistanceTo(Point point) => double.Hypot(
        point.X - Math.Clamp(point.X, Left, Right),
        point.Y - Math.Clamp(point.Y, Top, Bottom));
}
