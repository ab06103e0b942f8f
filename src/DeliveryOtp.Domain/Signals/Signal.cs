namespace DeliveryOtp.Domain.Signals;

/// <summary>A named, weighted, explained observation. It informs; it never refuses.</summary>
/// <param name="Name">snake_case.</param>
/// <param name="Weight">What it adds to the delivery's total, once however often it is raised.</param>
/// <param name="Detail">For people: what was seen.</param>
public sealed record Signal(string Name, int Weight, string Detail);

/// <summary>What a signal may look at.</summary>
public sealed record AttemptFacts(Doorstep.Attempt Attempt, Places.PlaceAssessment Place, DateTimeOffset Now);
