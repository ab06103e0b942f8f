using DeliveryOtp.Api.Pages.Console;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Tests.Console;

/// <summary>One sentence on top of a delivery: made of facts, by rules, and never a judgement.</summary>
public sealed class InShortTests
{
    [Fact]
    public void Nothing_has_happened() => Says(
        "Issued at 09:12; nothing has happened at the door since.",
        new Play());

    [Fact]
    public void Never_attempted() => Says(
        "Never attempted. In visit 1, 14:00–14:10, nothing was entered.",
        new Play().Arrives("14:00").Settles("14:11"));

    [Fact]
    public void Never_attempted_so_far() => Says(
        "Never attempted. Visit 1 is open until 14:10: so far nothing was entered.",
        new Play().Arrives("14:00"),
        at: "14:01");

    [Fact]
    public void Wrong_only() => Says(
        "No hand-over yet: 2 wrong codes, the last at 14:03 in visit 1, at the door.",
        new Play().Arrives("14:00").Types("111111", "14:02").Types("222222", "14:03").Settles("14:11"));

    [Fact]
    public void Wrong_in_one_visit_and_silence_in_the_next() => Says(
        "No hand-over yet: 1 wrong code, the last at 14:02 in visit 1, at the door. In visit 1, 14:00–14:10, 1 wrong code. In visit 2, 16:00–16:10, nothing was entered.",
        new Play().Arrives("14:00").Types("111111", "14:02").Settles("14:11").Arrives("16:00").Settles("16:11"));

    [Fact]
    public void Refused_only() => Says(
        "No hand-over yet: no attempt went through, the last at 16:05, 4.2 km away from the address. Outside any visit, 1 attempt was refused, the last at 16:05, 4.2 km away from the address.",
        new Play().Types(Play.Right, "16:05", metresNorth: 4200));

    [Fact]
    public void Locked() => Says(
        "Locked at 14:04 by the third wrong code in visit 1, at the door.",
        new Play().Arrives("14:00").Types("111111", "14:02").Types("222222", "14:03").Types("333333", "14:04").Settles("14:11"));

    [Fact]
    public void Accepted_in_the_first_visit() => Says(
        "Accepted at 14:02 in visit 1, at the door, on the same device. The recipient confirmed at 14:05: “I have it”.",
        new Play(CodeRelease.OnArrival).Arrives("14:00").Shows("14:01:50").Types(Play.Right, "14:02").Confirms("14:05"));

    [Fact]
    public void Accepted_by_the_first_thing_that_was_sent_compares_no_devices() => Says(
        "Accepted at 14:02 in visit 1, at the door.",
        new Play().Types(Play.Right, "14:02"));

    [Fact]
    public void Accepted_later() => Says(
        "Accepted at 18:30 in visit 2, at the door, on another device. In visit 1, 14:00–14:10, nothing was entered. Outside any visit, 1 attempt was refused, the last at 16:05, 4.2 km away from the address.",
        new Play().Arrives("14:00").Settles("14:11").Types(Play.Right, "16:05", metresNorth: 4200, device: "galaxy").Arrives("18:28", device: "galaxy").Types(Play.Right, "18:30", device: "galaxy"));

    [Fact]
    public void Held_by_report() => Says(
        "Stopped at 14:06 by the recipient's report: the courier left with the parcel. In visit 1, 14:00–14:06, nothing was entered.",
        new Play(CodeRelease.OnArrival).Arrives("14:00").Shows("14:05").Reports("14:06"));

    [Fact]
    public void Held_by_support() => Says(
        "On hold since 10:00, by support.",
        new Play().Holds("10:00"));

    [Fact]
    public void Denied() => Says(
        "Nobody was there, said the recipient at 14:03 in visit 1: nothing was entered.",
        new Play().Arrives("14:00").Denies("14:03"));

    [Fact]
    public void Contested() => Says(
        "Accepted at 18:30 in visit 2, at the door, on the same device. In visit 1, 14:00–14:10, nothing was entered. The recipient contested at 18:41: “I never got it”.",
        new Play().Arrives("14:00").Settles("14:11").Arrives("18:28").Types(Play.Right, "18:30").Contests("18:41"));

    [Fact]
    public void Contested_in_other_words() => Says(
        "Accepted at 14:02 in visit 1, at the door. The recipient contested at 15:00: “The box was empty”.",
        new Play().Types(Play.Right, "14:02").Contests("15:00", ContestKind.EmptyBox));

    [Fact]
    public void Expired() => Says(
        "Expired without a hand-over at 21:00. In visit 1, 14:00–14:10, 1 wrong code.",
        new Play().Arrives("14:00").Types("111111", "14:02").Settles("14:11").Settles("21:05"));

    [Fact]
    public void Cancelled() => Says(
        "Cancelled by the retailer at 11:00. Nothing was ever attempted.",
        new Play().Cancels("11:00"));

    [Fact]
    public void Many_visits_are_counted()
    {
        var play = new Play();
        for (var hour = 10; hour < 15; hour++)
            play.Arrives($"{hour}:00").Settles($"{hour}:30");
        Assert.EndsWith("In visit 5, 14:00–14:10, nothing was entered. There were 2 visits before those.", InShort.Of(play.Tell()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refusals_of_strangers_are_no_part_of_it() => Says(
        "Issued at 09:12; nothing has happened at the door since.",
        new Play().Types("111111", "12:00", courier: "crr-666"));

    [Fact]
    public void Its_times_carry_their_utc_value()
    {
        using var html = new StringWriter();
        InShort.Of(new Play().Types(Play.Right, "14:02").Tell()).WriteTo(html, System.Text.Encodings.Web.HtmlEncoder.Default);
        Assert.Contains("<time datetime=\"2026-11-24T13:02:00.000Z\" title=\"24 Nov 2026 13:02:00 UTC\">14:02</time>", html.ToString(), StringComparison.Ordinal);
    }

    private static void Says(string sentence, Play play, string? at = null) => Assert.Equal(sentence, InShort.Of(play.Tell(at)).ToString());
}
