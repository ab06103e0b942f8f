using System.Text.Encodings.Web;
using System.Xml.Linq;
using DeliveryOtp.Api.Drawing;

namespace DeliveryOtp.Api.Tests.Drawing;

/// <summary>Pictures as SVG in a page.</summary>
public sealed class SvgCanvasTests
{
    private const string Hostile = "\"><script>alert(1)</script>&'";

    private static readonly Shape[] EveryShape =
    [
        new Stroke(Part.Leader, new Point(1.23456, 2), new Point(3, 4)),
        new Ring(new Look(Part.Disc, Tone.Bad, IsHollow: true, Entry: 12), new Point(5, 6), 11),
        new Block(Part.Wrong, new Point(7, 8), 9, 10),
        new Outline(Part.House, [new(1, 2), new(3, 4), new(5, 6)]),
        new Caption(Part.ScaleBar, new Point(1, 1), Hostile, Align.Middle, 14, Width: 18),
    ];

    [Fact]
    public void Texts_are_text_whatever_they_say()
    {
        var svg = Draw(new Picture(400, 300, EveryShape), Hostile, Hostile);
        Assert.Empty(svg.Descendants("script"));
        Assert.Equal(Hostile, svg.Element("title")!.Value);
        Assert.Equal(Hostile, svg.Element("desc")!.Value);
        Assert.Equal(Hostile, svg.Element("text")!.Value);
    }

    [Fact]
    public void There_is_a_title_a_description_and_no_style()
    {
        var svg = Draw(new Picture(400, 300, EveryShape), "A plan", "Nothing.");
        Assert.Equal("img", svg.Attribute("role")!.Value);
        string[] names = [svg.Element("title")!.Attribute("id")!.Value, svg.Element("desc")!.Attribute("id")!.Value];
        Assert.Equal(string.Join(' ', names), svg.Attribute("aria-labelledby")!.Value);
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute =>
            attribute.Name.LocalName == "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_shape_is_drawn_with_the_class_of_its_part()
    {
        var svg = Draw(new Picture(400, 300, EveryShape), "A plan", "Nothing.");
        Assert.Equal(("leader", "1.23"), (svg.Element("line")!.Attribute("class")!.Value, svg.Element("line")!.Attribute("x1")!.Value));
        Assert.Equal(("disc bad hollow", "12"), (svg.Element("circle")!.Attribute("class")!.Value, svg.Element("circle")!.Attribute("data-entry")!.Value));
        Assert.Equal("url(#plan-hatch)", svg.Element("rect")!.Attribute("fill")!.Value);
        Assert.Equal("1,2 3,4 5,6", svg.Element("polygon")!.Attribute("points")!.Value);
        Assert.Equal(("scale-bar", "middle", "18"), (svg.Element("text")!.Attribute("class")!.Value, svg.Element("text")!.Attribute("text-anchor")!.Value, svg.Element("text")!.Attribute("textLength")!.Value));
    }

    private static XElement Draw(Picture picture, string title, string description)
    {
        using var text = new StringWriter();
        new SvgCanvas(picture, "plan", title, description).WriteTo(text, HtmlEncoder.Default);
        return XElement.Parse(text.ToString());
    }
}
