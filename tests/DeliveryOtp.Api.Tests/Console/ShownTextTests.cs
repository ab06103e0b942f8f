using System.Text.Encodings.Web;
using DeliveryOtp.Api.Pages.Console;
using Microsoft.AspNetCore.Html;

namespace DeliveryOtp.Api.Tests.Console;

/// <summary>What strangers wrote is shown as what it is.</summary>
public sealed class ShownTextTests
{
    [Theory]
    [InlineData("12 rue de Rivoli", "12 rue de Rivoli")]
    [InlineData("TBA\u001d123", "TBA�123")]
    [InlineData("crr\u202e170", "crr�170")]
    [InlineData("crr-\u2066071\u2069", "crr-�071�")]
    [InlineData("crr-\u200b071", "crr-�071")]
    [InlineData("a\r\nb", "a��b")]
    [InlineData("a\0b\u001b[31mc\u0085", "a�b�[31mc�")]
    [InlineData("\udb40\udc41", "�")]
    [InlineData("می\u200cخواهم 👩\u200d🚀 🚚", "می\u200cخواهم 👩\u200d🚀 🚚")]
    [InlineData("\u200djoined to nothing", "�joined to nothing")]
    public void What_nobody_can_see_is_shown_as_a_replacement_character(string written, string shown) =>
        Assert.Equal(shown, ShownText.Plain(written));

    // Not as inline data: an attribute can't hold half of a character.
    [Fact]
    public void Half_a_character_is_shown_as_a_replacement_character() =>
        Assert.Equal("� broken �", ShownText.Plain("\ud83d broken \udc00"));

    [Fact]
    public void It_is_encoded_and_keeps_its_direction_to_itself() => Assert.Equal(
        "<bdi class=\"foreign\" dir=\"auto\">&lt;img src=x onerror=alert(1)&gt;&amp;&quot;</bdi>",
        HtmlOf(ShownText.Of("<img src=x onerror=alert(1)>&\"")));

    [Fact]
    public void A_long_text_is_whole_in_its_title_and_encoded_there_too()
    {
        var html = HtmlOf(ShownText.Of($"\"><script>{new string('x', 500)}"));
        Assert.StartsWith($"<bdi class=\"foreign retailers-text\" dir=\"auto\" title=\"&quot;&gt;&lt;script&gt;{new string('x', 500)}\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_keeps_its_line_breaks_and_nothing_else_that_is_not_seen() => Assert.Equal(
        "<bdi class=\"foreign whole\" dir=\"auto\">one&#xA;two�three</bdi>",
        HtmlOf(ShownText.Whole("one\r\ntwo\tthree")).Replace("&#xFFFD;", "�", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_a_dash() => Assert.Equal("—", HtmlOf(ShownText.Of(null)));

    private static string HtmlOf(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
