using System.Text.Encodings.Web;
using DeliveryOtp.Domain;
using Microsoft.AspNetCore.Html;
using static System.FormattableString;

namespace DeliveryOtp.Api.Drawing;

/// <summary>
/// A picture as SVG in a page. Classes and presentation attributes alone: the pages' policy forbids style attributes.
/// </summary>
/// <param name="picture">The shapes.</param>
/// <param name="id">Begins the ids of its title and description; no other picture of the page may have it.</param>
/// <param name="title">What it is, for those who don't see it.</param>
/// <param name="description">What it shows, in sentences.</param>
public sealed class SvgCanvas(Picture picture, string id, string title, string description) : IHtmlContent
{
    /// <summary>Wrong is told from accepted by more than colour.</summary>
    private const string Hatch = "width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"";

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var name = encoder.Encode(id);
        writer.Write(Invariant($"<svg class=\"drawing\" viewBox=\"0 0 {picture.Width} {picture.Height}\" width=\"{picture.Width}\" height=\"{picture.Height}\""));
        writer.Write($" role=\"img\" aria-labelledby=\"{name}-title {name}-description\">");
        writer.Write($"<title id=\"{name}-title\">{encoder.Encode(title)}</title>");
        writer.Write($"<desc id=\"{name}-description\">{encoder.Encode(description)}</desc>");
        if (picture.Shapes.Any(shape => shape.Look.Part == Part.Wrong))
            writer.Write($"<defs><pattern id=\"{name}-hatch\" {Hatch}><path class=\"hatch\" d=\"M0 0V5\"/></pattern></defs>");
        foreach (var shape in picture.Shapes)
            writer.Write(Draw(shape, encoder));
        writer.Write("</svg>");
    }

    private string Draw(Shape shape, HtmlEncoder encoder) => shape switch
    {
        Stroke line => Invariant($"<line {Draw(line.Look)} x1=\"{line.From.X:0.##}\" y1=\"{line.From.Y:0.##}\" x2=\"{line.To.X:0.##}\" y2=\"{line.To.Y:0.##}\"/>"),
        Ring ring => Invariant($"<circle {Draw(ring.Look)} cx=\"{ring.Centre.X:0.##}\" cy=\"{ring.Centre.Y:0.##}\" r=\"{ring.Radius:0.##}\"/>"),
        Block block => Invariant($"<rect {Draw(block.Look)} x=\"{block.Corner.X:0.##}\" y=\"{block.Corner.Y:0.##}\" width=\"{block.Width:0.##}\" height=\"{block.Height:0.##}\"{FillOf(block, encoder)}/>"),
        Outline outline => $"<polygon {Draw(outline.Look)} points=\"{string.Join(' ', outline.Corners.Select(corner => Invariant($"{corner.X:0.##},{corner.Y:0.##}")))}\"/>",
        Caption caption => Draw(caption, encoder),
        _ => throw new InvalidOperationException($"A canvas has to know every shape: {shape.GetType().Name}."),
    };

    private string FillOf(Block block, HtmlEncoder encoder) =>
        block.Look.Part == Part.Wrong ? $" fill=\"url(#{encoder.Encode(id)}-hatch)\"" : string.Empty;

    private static string Draw(Caption caption, HtmlEncoder encoder)
    {
        var anchor = EnumName<Align>.Of(caption.Align);
        var fit = caption.Width is { } width ? Invariant($" textLength=\"{width:0.##}\" lengthAdjust=\"spacingAndGlyphs\"") : string.Empty;
        return Invariant($"<text {Draw(caption.Look)} x=\"{caption.At.X:0.##}\" y=\"{caption.At.Y:0.##}\" font-size=\"{caption.Size:0.##}\" text-anchor=\"{anchor}\"{fit}>{encoder.Encode(caption.Text)}</text>");
    }

    private static string Draw(Look look)
    {
        var tone = look.Tone == Tone.Plain ? string.Empty : $" {EnumName<Tone>.Of(look.Tone)}";
        var hollow = look.IsHollow ? " hollow" : string.Empty;
        var entry = look.Entry is { } sequence ? Invariant($" data-entry=\"{sequence}\"") : string.Empty;
        return $"class=\"{EnumName<Part>.Of(look.Part).Replace('_', '-')}{tone}{hollow}\"{entry}";
    }
}
