using Fluid.Ast;

namespace PromoOffers.Web.Messaging;

/// <summary>Collects the names that a template uses, and those that it makes itself.</summary>
internal sealed class NamesInTemplate : AstVisitor
{
    public HashSet<string> Used { get; } = [];

    /// <summary>The language's own, and what the template assigns or runs through.</summary>
    public HashSet<string> Made { get; } = ["forloop", "tablerowloop"];

    protected override Expression VisitMemberExpression(MemberExpression memberExpression)
    {
        if (memberExpression.Segments[0] is IdentifierSegment first) Used.Add(first.Identifier);
        return base.VisitMemberExpression(memberExpression);
    }

    protected override Statement VisitAssignStatement(AssignStatement assignStatement)
    {
        Made.Add(assignStatement.Identifier);
        return base.VisitAssignStatement(assignStatement);
    }

    protected override Statement VisitCaptureStatement(CaptureStatement captureStatement)
    {
        Made.Add(captureStatement.Identifier);
        return base.VisitCaptureStatement(captureStatement);
    }

    protected override Statement VisitForStatement(ForStatement forStatement)
    {
        Made.Add(forStatement.Identifier);
        return base.VisitForStatement(forStatement);
    }

    protected override Statement VisitTableRowStatement(TableRowStatement tableRowStatement)
    {
        Made.Add(tableRowStatement.Identifier);
        return base.VisitTableRowStatement(tableRowStatement);
    }
}
