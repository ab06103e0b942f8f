using DeliveryOtp.Api.Pages.Console.Attempts;

namespace DeliveryOtp.Api.Tests.Console;

public sealed class PastedPlaceTests
{
    private const double Latitude = 48.85661;
    private const double Longitude = 2.35222;

    [Theory]
    [InlineData("48.85661,2.35222")]
    [InlineData("48.85661, 2.35222")]
    [InlineData("48.85661 2.35222")]
    [InlineData("48.85661;2.35222")]
    [InlineData("48.85661\t2.35222 ")]
    [InlineData("(48.85661, 2.35222)")]
    [InlineData("[48.85661,2.35222]")]
    [InlineData("48,85661 2,35222")]
    [InlineData("48,85661; 2,35222")]
    [InlineData("48,85661, 2,35222")]
    [InlineData("48,85661,2,35222")]
    [InlineData("+48.85661 +2.35222")]
    [InlineData("48.85661° N, 2.35222° E")]
    [InlineData("48.85661°N 2.35222°E")]
    [InlineData("N 48.85661 E 2.35222")]
    [InlineData("N48.85661° E2.35222°")]
    [InlineData("2.35222 E, 48.85661 N")]
    [InlineData("48°51'23.8\"N 2°21'08.0\"E")]
    [InlineData("48° 51′ 23.8″ N, 2° 21′ 8.0″ E")]
    [InlineData("48°51’23.8”N 2°21’8.0”E")]
    [InlineData("48º51'23,8''N 2º21'8,0''E")]
    [InlineData("48°51.3966'N 2°21.1332'E")]
    [InlineData("N 48 51 23.8 E 2 21 8.0")]
    [InlineData("48 51 23.8 N 2 21 8.0 E")]
    [InlineData("geo:48.85661,2.35222")]
    [InlineData("geo:48.85661,2.35222;u=35")]
    [InlineData("https://www.google.com/maps/@48.85661,2.35222,17z")]
    [InlineData("https://www.google.com/maps/place/12+Rue/@48.85,2.35,17z/data=!3m1!4b1!3d48.85661!4d2.35222")]
    [InlineData("https://maps.google.com/?q=48.85661,2.35222")]
    [InlineData("https://maps.apple.com/?ll=48.85661%2C2.35222&z=10")]
    [InlineData("https://www.openstreetmap.org/#map=17/48.85661/2.35222")]
    [InlineData("https://www.openstreetmap.org/?mlat=48.85661&mlon=2.35222")]
    [InlineData("lat: 48.85661, lng: 2.35222")]
    [InlineData("{\"latitude\": 48.85661, \"longitude\": 2.35222}")]
    public void Every_usual_form_is_the_same_place(string text)
    {
        Assert.True(PastedPlace.IsOne(text, out var place), text);
        Assert.Equal(Latitude, place.Latitude, 4);
        Assert.Equal(Longitude, place.Longitude, 4);
    }

    [Theory]
    [InlineData("33°52'S 151°12'E", -33.8667, 151.2)]
    [InlineData("-33.8667, 151.2", -33.8667, 151.2)]
    [InlineData("−33.8667 −70.6", -33.8667, -70.6)]
    [InlineData("33.8667 S 70.6 W", -33.8667, -70.6)]
    [InlineData("0.5,-0.5", 0.5, -0.5)]
    [InlineData("90.0, 180.0", 90, 180)]
    public void Every_half_of_the_Earth_has_its_sign(string text, double latitude, double longitude)
    {
        Assert.True(PastedPlace.TryParse(text, out var place));
        Assert.Equal(latitude, place.Latitude, 3);
        Assert.Equal(longitude, place.Longitude, 3);
    }

    [Theory]
    [InlineData("404-1234567-1234567")]
    [InlineData("crr-071")]
    [InlineData("48.85661")]
    [InlineData("91.0, 2.0")]
    [InlineData("48.0, 181.0")]
    [InlineData("48.85 N 2.35 N")]
    [InlineData("48.85 N, 2.35")]
    [InlineData("N 48.85 S 2.35 E")]
    [InlineData("48.1, 2.2, 3.3")]
    [InlineData("https://example.org/")]
    [InlineData("12 34")]
    [InlineData("")]
    public void What_is_no_place_or_may_be_an_order_is_not_taken_for_one(string text) => Assert.False(PastedPlace.IsOne(text, out _));

    [Fact]
    public void Two_whole_numbers_are_a_place_where_one_is_asked_for()
    {
        Assert.True(PastedPlace.TryParse("48, 2", out var place));
        Assert.Equal("48,2", PastedPlace.Format(place));
    }
}
