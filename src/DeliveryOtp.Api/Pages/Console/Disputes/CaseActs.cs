namespace DeliveryOtp.Api.Pages.Console.Disputes;

/// <summary>The small forms in words.</summary>
internal static class CaseActs
{
    public static string TitleOf(CaseAct act) => act switch
    {
        CaseAct.Dispute => "Open a dispute",
        CaseAct.Note => "Add a note to the delivery",
        CaseAct.Contest => "Contest in the recipient's name",
        CaseAct.Link => "Send the link anew",
    };

    /// <summary>What will happen.</summary>
    public static string ConsequenceOf(CaseAct act) => act switch
    {
        CaseAct.Dispute => "For somebody who calls or writes. A decision is due in 14 days; any of your support staff may take it.",
        CaseAct.Note => "It stays in the record of the delivery for good, with your name.",
        CaseAct.Contest => "As if the recipient had said so on their page: the delivery is contested, a dispute opens, and the recipient is told.",
        CaseAct.Link => "A mail with the link to the recipient's page goes to the recorded address, and to nobody else. You don't see it.",
    };

    public static string ButtonOf(CaseAct act) => act switch
    {
        CaseAct.Dispute => "Open the dispute",
        CaseAct.Note => "Add the note",
        CaseAct.Contest => "Contest the delivery",
        CaseAct.Link => "Send the link",
    };
}

/// <param name="Delivery">Which.</param>
/// <param name="Act">What.</param>
/// <param name="Form">What was typed before.</param>
/// <param name="Prefix">Of the ids, where several forms stand on one page.</param>
public sealed record CaseFormView(Guid Delivery, CaseAct Act, CaseForm Form, string Prefix);
