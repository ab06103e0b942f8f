using DeliveryOtp.Api.Pages.Console;
using DeliveryOtp.Domain.Deliveries;

namespace DeliveryOtp.Api.Tests.Console;

/// <summary>What speaks for a hand-over and against it: each a fact with its entry.</summary>
public sealed class ForAndAgainstTests
{
    [Fact]
    public void Nothing_recorded_is_nothing_said()
    {
        var story = new Play().Tell();
        Assert.Empty(ForAndAgainst.For(story));
        Assert.Empty(ForAndAgainst.Against(story));
    }

    [Fact]
    public void All_that_speaks_for_an_honest_hand_over()
    {
        var story = new Play(CodeRelease.OnArrival).Arrives("14:00").Shows("14:01:50").Types(Play.Right, "14:02").Confirms("14:05").Tell();
        Assert.Equal(
            [
                "4 Accepted in the first visit, at 14:02",
                "4 The right code was entered inside the fence: 12 m ± 8 m",
                "4 By the assigned courier, crr-071",
                "4 Shown on the recipient's page and entered within that one showing",
                "5 The recipient said at 14:05: “I have it”",
            ],
            LinesOf(ForAndAgainst.For(story)));
        Assert.Empty(ForAndAgainst.Against(story));
    }

    [Fact]
    public void All_that_speaks_against_the_case_from_the_news()
    {
        var story = new Play().Arrives("14:00").Settles("14:11").Types(Play.Right, "16:05", metresNorth: 4200).Arrives("18:28", device: "galaxy")
            .Types(Play.Right, "18:30", device: "galaxy").Contests("18:41").Tell();
        Assert.Equal(
            ["7 The right code was entered inside the fence: 12 m ± 8 m", "7 By the assigned courier, crr-071"],
            LinesOf(ForAndAgainst.For(story)));
        Assert.Equal(
            [
                "7 60 no_attempt_at_door: an earlier doorstep session ended without a single attempt",
                "4 40 outside_geofence: the fix is 4200 m from the destination",
                "7 30 late_acceptance: accepted in session 2 of this delivery",
                "4 Refused at 16:05, 4.2 km away from the address",
                "8 Contested at 18:41: “I never got it”",
            ],
            LinesOf(ForAndAgainst.Against(story)));
    }

    [Fact]
    public void The_recipients_report_and_denial_stand_with_their_signals()
    {
        var denied = new Play().Arrives("14:00").Denies("14:03").Tell();
        Assert.Equal(["3 50 arrival_denied: nobody is there, says the recipient, in session 1", "3 The recipient said at 14:03: nobody is there"], LinesOf(ForAndAgainst.Against(denied)));
        var reported = new Play(CodeRelease.OnArrival).Arrives("14:00").Reports("14:06").Tell();
        Assert.Contains("3 The recipient reported at 14:06: the courier left with the parcel", LinesOf(ForAndAgainst.Against(reported)));
    }

    [Fact]
    public void Another_courier_is_nothing_that_speaks_for_it()
    {
        var story = new Play(courier: null).Types(Play.Right, "14:02").Tell();
        Assert.DoesNotContain(LinesOf(ForAndAgainst.For(story)), line => line.Contains("courier", StringComparison.Ordinal));
    }

    [Fact]
    public void What_strangers_did_speaks_neither_for_nor_against() =>
        Assert.Empty(ForAndAgainst.Against(new Play().Types("111111", "12:00", metresNorth: 4200, courier: "crr-666").Tell()));

    private static IEnumerable<string> LinesOf(IEnumerable<Argument> arguments) => arguments.Select(argument =>
        $"{argument.Sequence} {(argument.Signal is { } signal ? $"{signal.Weight} {signal.Name}: " : string.Empty)}{argument.Words}");
}
