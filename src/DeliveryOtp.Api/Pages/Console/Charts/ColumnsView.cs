namespace DeliveryOtp.Api.Pages.Console.Charts;

/// <summary>Columns on a page, and their figures beside them.</summary>
/// <param name="Id">Of no other drawing on the page.</param>
/// <param name="Of">The head of the first column of the table: Hour, Day, Week.</param>
/// <param name="Chart">Both.</param>
public sealed record ColumnsView(string Id, string Of, Columns Chart);
