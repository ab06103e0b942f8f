using System.Text;
using DeliveryOtp.Api.Http;
using DeliveryOtp.Domain.Deliveries;
using DeliveryOtp.Domain.Journal;

namespace DeliveryOtp.Api.Tests.Http;

/// <summary>What of a body counts, whatever version of the contract it was read with.</summary>
public sealed class CanonicalJsonTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 15, 2, 9, 120, TimeSpan.FromHours(1));

    [Fact]
    public void Members_are_sorted_at_every_level_and_what_says_nothing_is_left_out() => Assert.Equal(
        """{"at":"2026-11-24T14:02:09.12Z","code":"042917","metres":12.5,"place":{"address":"r\u00FCe","radius_m":100},"release":"on_arrival","tags":["b","a"]}""",
        TextOf(Today()));

    /// <summary>Another order, one more optional member at each level, and evidence that the phone measured anew.</summary>
    [Fact]
    public void A_later_contract_changes_nothing_of_a_request_that_does_not_use_it()
    {
        var later = new Later
        {
            BatteryPercent = 12,
            Place = new LaterPlace { RadiusM = 100, AltitudeM = 41.25, Address = "rüe" },
            Tags = ["b", "a"],
            Release = CodeRelease.OnArrival,
            Metres = 12.50,
            Code = "042917",
            At = At.ToUniversalTime(),
            Empty = new LaterPlace { AltitudeM = 3 },
        };
        Assert.Equal(TextOf(Today()), TextOf(later));
        Assert.NotEqual(TextOf(Today()), TextOf(later with { Kind = ContestKind.NotReceived }));
        Assert.NotEqual(TextOf(Today()), TextOf(later with { Code = "042918" }));
        Assert.NotEqual(TextOf(Today()), TextOf(later with { At = At.AddTicks(1) }));
        Assert.NotEqual(TextOf(Today()), TextOf(later with { Tags = ["a", "b"] }));
    }

    [Fact]
    public void No_body_and_an_empty_one_are_the_same()
    {
        Assert.Equal("{}", TextOf(null));
        Assert.Equal("{}", TextOf(new EmptyRequest()));
        Assert.Equal("{}", TextOf(new Now()));
    }

    private static Now Today() => new()
    {
        Release = CodeRelease.OnArrival,
        Code = "042917",
        Place = new Place { Address = "rüe", RadiusM = 100 },
        Metres = 12.5,
        At = At,
        Tags = ["b", "a"],
        Note = string.Empty,
    };

    private static string TextOf(object? body) => Encoding.UTF8.GetString(CanonicalJson.Of(body));

    private sealed record Now
    {
        public CodeRelease? Release { get; init; }

        public string? Code { get; init; }

        public Place? Place { get; init; }

        public double? Metres { get; init; }

        public DateTimeOffset? At { get; init; }

        public string[]? Tags { get; init; }

        public string? Note { get; init; }
    }

    private sealed record Place
    {
        public string? Address { get; init; }

        public int? RadiusM { get; init; }
    }

    private sealed record Later
    {
        [EvidenceOnly]
        public int? BatteryPercent { get; init; }

        public LaterPlace? Empty { get; init; }

        public string[]? Tags { get; init; }

        public LaterPlace? Place { get; init; }

        public DateTimeOffset? At { get; init; }

        public ContestKind? Kind { get; init; }

        [System.Text.Json.Serialization.JsonPropertyOrder(-1)]
        public double? Metres { get; init; }

        public string? Code { get; init; }

        public CodeRelease? Release { get; init; }
    }

    private sealed record LaterPlace
    {
        public int? RadiusM { get; init; }

        [EvidenceOnly]
        public double? AltitudeM { get; init; }

        public string? Street { get; init; }

        public string? Address { get; init; }
    }
}
