namespace DeliveryOtp.Api.Pages.Console.Charts;

/// <summary>The attempts of an hour, a day or a week.</summary>
/// <param name="Name">Which one, in full: for the table.</param>
/// <param name="Label">The same, short: for the axis.</param>
/// <param name="Accepted">How many were.</param>
/// <param name="Wrong">Compared and not accepted.</param>
/// <param name="Refused">Refused before any comparison.</param>
/// <param name="Late">Of the accepted, those in a later visit than the first.</param>
/// <param name="Contested">Of the accepted, those that the recipient contested.</param>
public sealed record Column(string Name, string Label, int Accepted, int Wrong, int Refused, int Late = 0, int Contested = 0)
{
    public int Attempts => Accepted + Wrong + Refused;
}
